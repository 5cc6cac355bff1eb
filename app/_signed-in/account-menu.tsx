import { html, type Html } from '@/lib/base/html'
import { displayNameOf } from '@/lib/words/isolated'
import { END, PROFILE, SECURITY } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { ACCOUNT_MENU } from './account-menu-id'

interface Props {
  user: { name: string; email: string }
  /** Where the other area starts, for users who may go there. */
  across: string | null
  area: keyof Words['frame']['areas']
  words: Words
}

/**
 * Who is logged in, and what concerns their account. It opens without a script; `Navigation` closes
 * it. Plain HTML and not elements of React, since every page pays for it. `html` escapes every value.
 */
export function AccountMenu({ user, across, area, words }: Props) {
  const content = html`${summary(user, words)}
    <div class="account-menu-panel">
      ${who(user, 'sm:hidden')} ${links(across, area, words)} ${everywhere(words)}
    </div>`
  return (
    <details
      id={ACCOUNT_MENU}
      className="account-menu"
      // A user may open it before React takes over.
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: content.html.replace(/\s+/g, ' ') }}
    />
  )
}

function summary(user: Props['user'], { frame }: Words): Html {
  return html`<summary>
    <span class="sr-only">${frame.menu.label}</span>
    ${picture('sm:hidden', 'M18 20a6 6 0 0 0-12 0M12 14a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20')}
    ${who(user, 'max-sm:hidden text-right')} ${picture('account-menu-arrow', 'm6 9 6 6 6-6')}
  </summary>`
}

/** Paths of Lucide icons, whose components React would have to render. */
function picture(look: string, path: string): Html {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" class="${look}">
    <path d="${path}" />
  </svg>`
}

function who(user: Props['user'], look: string): Html {
  const displayName = displayNameOf(user)
  const name = html`<bdi class="block truncate font-medium">${displayName}</bdi>`
  return html`<span class="account-menu-who ${look}"
    >${displayName !== user.email && name}<bdi class="block truncate text-soft"
      >${user.email}</bdi
    ></span
  >`
}

function links(across: string | null, area: Props['area'], { frame }: Words): Html {
  return html`<a href="${PROFILE}">${frame.pages.profile}</a>
    <a href="${SECURITY}">${frame.pages.security}</a>
    ${across && html`<a href="${across}" class="sm:hidden">${frame.areas[area]}</a>`}`
}

/** On a phone, where the header has no room for the button, and a thumb is not as exact: it asks. */
function everywhere({ frame }: Words): Html {
  const { text, yes } = frame.menu.everywhere
  return html`<details class="sm:hidden">
    <summary>${frame.logOutEverywhere}</summary>
    <form method="post" action="${END}">
      <input type="hidden" name="scope" value="everywhere" />
      <p>${text}</p>
      <button>${yes}</button>
    </form>
  </details>`
}

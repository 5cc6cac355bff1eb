import { html, type Html } from '@/lib/base/html'
import { env } from '@/lib/base/env'
import { LANGUAGE_NAMES, LOCALES, type Locale } from '@/lib/base/locales'
import { THEMES, type Theme } from '@/lib/base/preferences'
import { PREFERENCES } from '@/lib/base/routes'
import { wordsIn } from '@/lib/words/catalogues'

/**
 * The links of the product, and the choice of language and colours, below every page. Made once for
 * each choice: as elements of React it cost every page almost a millisecond of CPU.
 * `html` escapes every value.
 */
export function Footer({ locale, theme }: { locale: Locale; theme: Theme | null }) {
  return (
    <footer
      className="border-t border-line px-4 py-4 text-sm text-soft sm:px-6 print:hidden"
      dangerouslySetInnerHTML={{ __html: contentFor(locale, theme) }}
    />
  )
}

const made = new Map<string, string>()

function contentFor(locale: Locale, theme: Theme | null): string {
  const key = `${locale} ${theme}`
  const before = made.get(key)
  if (before !== undefined) return before
  const content = html`<div
    class="mx-auto flex max-w-6xl flex-wrap items-center justify-center gap-x-8 gap-y-1"
  >
    ${links(locale)}${choices(locale, theme)}
  </div>`
  // Every page sends it twice, to the browser and to React.
  const small = content.html.replace(/\s+/g, ' ')
  made.set(key, small)
  return small
}

function links(locale: Locale): Html | null {
  const { footer } = wordsIn(locale)
  const { termsUrl, privacyUrl, supportEmail } = env()
  const shown = [
    { href: termsUrl, label: footer.terms },
    { href: privacyUrl, label: footer.privacy },
    { href: supportEmail && `mailto:${supportEmail}`, label: footer.support },
  ].filter(({ href }) => href)
  if (shown.length === 0) return null
  const look = 'inline-flex min-h-8 items-center underline underline-offset-4 hover:text-ink'
  const items = shown.map(
    ({ href, label }) => html`<li><a href="${href}" class="${look}">${label}</a></li>`,
  )
  return html`<ul class="flex flex-wrap justify-center gap-x-5">
    ${items}
  </ul>`
}

interface Option {
  value: string
  label: string
  lang?: string
}

/**
 * One button for each option, so that a choice takes one press and no script. `PreferenceKeeper`
 * sends it without leaving the page.
 */
function choices(locale: Locale, theme: Theme | null): Html {
  const { footer } = wordsIn(locale)
  const languages = LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }))
  const themes = (['system', ...THEMES] as const).map((value) => ({ value, label: footer[value] }))
  return html`<form
    method="post"
    action="${PREFERENCES}"
    class="flex flex-wrap items-center justify-center gap-x-6"
  >
    ${languages.length > 1 && group('locale', footer.language, languages, locale)}
    ${group('theme', footer.theme, themes, theme ?? 'system')}
  </form>`
}

function group(name: string, label: string, options: readonly Option[], chosen: string): Html {
  const buttons = options.map(({ value, label, lang }) => {
    const ofLanguage = lang === undefined ? null : html` lang="${lang}"`
    return html`<button
      name="${name}"
      value="${value}"
      ${ofLanguage}
      aria-pressed="${String(value === chosen)}"
      class="choice"
    >
      ${label}
    </button>`
  })
  return html`<fieldset class="-mx-2 flex flex-wrap items-center">
    <legend class="sr-only">${label}</legend>
    ${buttons}
  </fieldset>`
}

import { env } from '@/lib/base/env'
import { LANGUAGE_NAMES, LOCALES } from '@/lib/base/locales'
import { THEMES } from '@/lib/base/preferences'
import { language } from '@/lib/request/language'
import { preferences } from '@/lib/request/preferences'
import { Choices, type Group } from './choices'

/** The links of the product, and the choice of language and colours, below every page. */
export async function Footer() {
  const [{ locale, words }, { theme }] = await Promise.all([language(), preferences()])
  const { footer } = words
  const groups: Group[] = [
    {
      ...{ name: 'locale', label: footer.language, chosen: locale },
      options: LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value })),
    },
    {
      ...{ name: 'theme', label: footer.theme, chosen: theme ?? 'system' },
      options: (['system', ...THEMES] as const).map((value) => ({ value, label: footer[value] })),
    },
  ]
  return (
    <footer className="border-t border-line px-4 py-4 text-sm text-soft sm:px-6 print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-center gap-x-8 gap-y-1">
        <Links footer={footer} />
        <Choices groups={groups.filter(({ options }) => options.length > 1)} />
      </div>
    </footer>
  )
}

interface LinksProps {
  footer: { terms: string; privacy: string; support: string }
}

function Links({ footer }: LinksProps) {
  const { termsUrl, privacyUrl, supportEmail } = env()
  const links = [
    [termsUrl, footer.terms],
    [privacyUrl, footer.privacy],
    [supportEmail && `mailto:${supportEmail}`, footer.support],
  ]
  const shown = links.filter(([href]) => href)
  if (shown.length === 0) return null
  return (
    <ul className="flex flex-wrap justify-center gap-x-5">
      {shown.map(([href, label]) => (
        <li key={label}>
          <a
            href={href ?? ''}
            className="inline-flex min-h-8 items-center underline underline-offset-4 hover:text-ink"
          >
            {label}
          </a>
        </li>
      ))}
    </ul>
  )
}

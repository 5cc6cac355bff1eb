/** What a mail says, in the language of its reader and in the name of the product. */
import { env } from '@/lib/base/env'
import { DASHBOARD, FORGOT_PASSWORD, LOG_IN, SECURITY } from '@/lib/base/routes'
import type { Locale } from '@/lib/base/locales'
import { brand } from '@/lib/brand/brand'
import { wordsIn, type Words } from '@/lib/words/catalogues'
import { deviceName, networkName } from '@/lib/words/device-name'
import { fill, type Text } from '@/lib/words/text'
import { durationInWords, exactTime } from '@/lib/words/times'
import type { MailKind, MailValues } from './kinds'

export interface Letter {
  locale: Locale
  subject: string
  title: string
  text: string
  /** Where and when, if it tells of an act. */
  facts: readonly (readonly [term: string, value: string])[]
  button: { label: string; url: string } | null
  /** Below the button. */
  note: string
  /** Why this address gets the mail, and whom to ask. */
  footer: readonly string[]
  /** The product and its address. */
  sender: { name: string; url: string }
}

interface Occasion {
  readonly kind: MailKind
  readonly locale: Locale
  readonly to: string
  readonly values: MailValues
  readonly link: { readonly url: string; readonly life: number } | null
}

/** Mails have no browser that would tell a time zone. */
const ZONE = 'UTC'

export function letterOf({ kind, locale, to, values, link }: Occasion): Letter {
  const { mails, devices } = wordsIn(locale)
  const { name } = brand()
  const said = {
    ...{
      app: name,
      email: to,
      roles: values.roles || mails.noRoles,
      newEmail: values.newEmail ?? '',
      left: values.left ?? '',
      due: values.due ? exactTime(new Date(values.due), { locale, zone: ZONE }) : '',
    },
    forgot: `${env().appOrigin}${FORGOT_PASSWORD}`,
    life: link ? durationInWords(link.life, locale) : '',
  }
  // The catalogue's test checks that every mail has only these places.
  const filled = (text: string) => fill(text as Text<keyof typeof said>, said)
  const words: LetterWords = mails.kinds[kind]
  const { supportEmail, appOrigin } = env()
  return {
    locale,
    subject: filled(words.subject),
    title: filled(words.title),
    text: filled(words.text),
    facts: factsOf(values, { mails, devices }, locale),
    button:
      words.button === undefined
        ? null
        : { label: filled(words.button), url: link?.url ?? appOrigin + pageOf(kind) },
    note: words.note === undefined ? '' : filled(words.note),
    footer: [
      filled(words.why ?? mails.why),
      ...(supportEmail ? [fill(mails.support, { email: supportEmail })] : []),
    ],
    sender: { name, url: appOrigin },
  }
}

/** What the button of a mail without a link opens. */
function pageOf(kind: MailKind): string {
  if (kind === 'factor-demanded') return SECURITY
  return kind === 'account-exists' ? LOG_IN : DASHBOARD
}

/** As the catalogue has them: a mail without a button has none. */
interface LetterWords {
  readonly subject: string
  readonly title: string
  readonly text: string
  readonly button?: string
  readonly note?: string
  /** In place of the one for users. */
  readonly why?: string
}

function factsOf(
  { at, browser, system, network }: MailValues,
  { mails, devices }: Pick<Words, 'mails' | 'devices'>,
  locale: Locale,
): [string, string][] {
  if (at === undefined) return []
  const device = deviceName({ browser: browser ?? null, system: system ?? null }, devices)
  const { facts } = mails
  return [
    [facts.when, exactTime(new Date(at), { locale, zone: ZONE })],
    ...(browser === undefined ? [] : [[facts.device, device] as [string, string]]),
    ...(network === undefined
      ? []
      : [[facts.network, networkName(network, devices)] as [string, string]]),
  ]
}

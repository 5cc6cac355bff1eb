/** Kinds of settings: how each is written, and its faults. */
import { z } from 'zod'
import { nearestReadable, TEXT_CONTRAST } from './accent'
import { OWN_ACCENT, type Hex } from './colours'
import { isLoopback } from './origin'
import { DAY, parseDuration } from './time'

const MIN_SECRET_BYTES = 32

/** Each name is part of every token, which has at most 4,000 characters. */
const MAX_SERVICES = 8

/** Each process takes memory, and connections to the database. */
export const MAX_PROCESSES = 64

const TEN_YEARS = 3650 * DAY

/** Seconds in a duration; `0s` only with `orNone`. */
export const lengthOfTime = ({ orNone }: { orNone: boolean }) =>
  z
    .string()
    .transform((text, context) => {
      const seconds = orNone && text === '0s' ? 0 : parseDuration(text)
      if (seconds === null) context.addIssue('must be a length such as 30s, 10m, 12h or 14d')
      return seconds ?? 0
    })
    .refine((seconds) => seconds <= TEN_YEARS, 'must be ten years at most')

export const duration = lengthOfTime({ orNone: false })

/** Data kept for less would be gone before an administrator could look at it. */
export const retention = duration.refine((seconds) => seconds >= DAY, 'must be at least 1d')

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be from ${min} to ${max}`)

/** How many server processes; `max` for one a core. */
export const processes = z.string().transform((text, context) => {
  if (text === 'max') return text
  const parsed = wholeNumber(1, MAX_PROCESSES).safeParse(text)
  if (parsed.success) return parsed.data
  context.addIssue(`must be a whole number from 1 to ${MAX_PROCESSES}, or max`)
  return z.NEVER
})

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)

export const secrets = commaList
  .refine((list) => list.length > 0, 'is missing: make one with `openssl rand -base64 32`')
  .refine(
    (list) => list.every((secret) => new TextEncoder().encode(secret).length >= MIN_SECRET_BYTES),
    `must be at least ${MIN_SECRET_BYTES} random bytes: make one with \`openssl rand -base64 32\``,
  )
  .refine(
    (list) => list.every((secret) => new Set(secret).size >= 10),
    'does not look random: make one with `openssl rand -base64 32`',
  )
  .refine((list) => new Set(list).size === list.length, 'names one secret twice')
  .transform((list) => list as [string, ...string[]])

export const proxies = commaList.refine(
  (list) => list.every((item) => proxyAddress.safeParse(item).success),
  'must list IP addresses or CIDR ranges such as 10.0.0.0/8',
)
/** Names of services, as in `aud`: a URL or a word. */
export const serviceNames = commaList
  .refine(
    (list) => list.every((name) => /^[\w.:/-]{1,64}$/.test(name)),
    'must list names of 1 to 64 letters, digits or ._:/-',
  )
  .refine((list) => list.length <= MAX_SERVICES, `must list ${MAX_SERVICES} names at most`)
  .refine((list) => new Set(list).size === list.length, 'names one service twice')

const proxyAddress = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])

export const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    context.addIssue('must be an address such as https://accounts.example.com')
  } else if (url.origin !== text.replace(/\/$/, '')) {
    context.addIssue(`must be an origin alone, without path, user or query: ${url.origin}`)
  } else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    context.addIssue('must begin with https:// (plain http is accepted for localhost alone)')
  }
  return url ?? z.NEVER
})

/** Origins of other sites; there is no wildcard for all of them. */
export const origins = commaList.transform((list, context) =>
  list.flatMap((text) => {
    const parsed = origin.safeParse(text)
    if (parsed.success) return [parsed.data.origin]
    context.addIssue(
      'must list origins such as https://app.example.com (plain http for localhost alone)',
    )
    return []
  }),
)

/** A contact, as a URI; an email address becomes `mailto:`. @see RFC 9116 §2.5.3 */
export const contact = z.string().transform((text, context) => {
  const uri = /^[^\s@/:]+@[^\s@/:]+$/.test(text) ? `mailto:${text}` : text
  const { protocol = '' } = URL.canParse(uri) ? new URL(uri) : {}
  if (/^(mailto|https|tel):$/.test(protocol) && !/\s/.test(uri)) return uri
  context.addIssue('must be an e-mail address, or begin with mailto:, https:// or tel:')
  return z.NEVER
})

/** A text for people, without line breaks. @param max in code points */
export const oneLine = (max: number) =>
  z
    .string()
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), 'must be one line of text')
    .refine((text) => [...text].length <= max, `must have at most ${max} characters`)

/** An address of another page, or a path of this site. Browsers read `\` as `/`. */
export const address = z
  .string()
  .refine(
    (text) =>
      /^https?:\/\/[^\s\\]+$/i.test(text) ? URL.canParse(text) : /^\/(?![/\\])\S*$/.test(text),
    'must be an address such as https://example.com/terms',
  )

export const emailAddress = z
  .string()
  .regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/, 'must be an email address such as help@example.com')

/** A mail server. The message must not repeat the address, which may hold a password. */
export const mailServer = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isServer = url && /^smtps?:$/.test(url.protocol) && /^\/?$/.test(url.pathname)
  if (url?.hostname && isServer && !url.search && !url.hash && isDecodable(url)) return url
  context.addIssue('must be smtp://user:password@host:587 or smtps://user:password@host:465')
  return z.NEVER
})

function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password).isWellFormed()
  } catch {
    return false
  }
}

/** Who sends mails: an address, and a name before it if people should read one. */
export const mailbox = oneLine(200).transform((text, context) => {
  const [, name = '', inner = text] = /^\s*"?([^"<>]*?)"?\s*<([^<>]*)>\s*$/.exec(text) ?? []
  if (emailAddress.safeParse(inner).success) return { name, address: inner }
  context.addIssue('must be an address such as no-reply@example.com or Name <no-reply@example.com>')
  return z.NEVER
})

/** A colour that text can be read on, and links in. */
export const accentColour = z.string().transform((text, context): Hex => {
  if (!/^#[0-9a-f]{6}$/i.test(text)) {
    context.addIssue(`must be a colour such as ${OWN_ACCENT.accent[0]}`)
    return z.NEVER
  }
  const colour: Hex = `#${text.slice(1).toLowerCase()}`
  const nearest = nearestReadable(colour)
  if (nearest === null) return colour
  context.addIssue(
    `is too light: white text on ${text}, and links in it, would have a contrast below ` +
      `${TEXT_CONTRAST}:1. The nearest colour that has enough is ${nearest}`,
  )
  return z.NEVER
})

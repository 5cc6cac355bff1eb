/** Addresses that browsers may be sent back to. @see RFC 9700 §2.1, RFC 8252 §7 */
import type { AppKind } from '@/db/queries/apps'
import { isRedirected } from '@/lib/oauth/client-metadata'

/** Why an address cannot be used. */
export type AddressFault =
  | 'no-address'
  | 'not-absolute'
  | 'fragment'
  | 'wildcard'
  | 'not-https'
  | 'scheme'
  | 'user-info'
  | 'too-long'
  | 'no-browser'

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])
const MAX_LENGTH = 1000
/** A scheme that an app reserves for itself is its domain, reversed. */
const PRIVATE_SCHEME = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/
/** Schemes that run or read something in the browser. */
const DANGEROUS: ReadonlySet<string> = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
])

/** What is wrong with an address to which browsers are sent back; null if nothing is. */
export function redirectFault(kind: AppKind, address: string): AddressFault | null {
  if (address.length > MAX_LENGTH) return 'too-long'
  if (address.includes('*')) return 'wildcard'
  if (!URL.canParse(address)) return 'not-absolute'
  const { protocol, hostname, username, password } = new URL(address)
  if (address.includes('#')) return 'fragment'
  if (username !== '' || password !== '') return 'user-info'
  if (protocol === 'https:') return null
  if (protocol === 'http:') return LOOPBACK.has(hostname) ? null : 'not-https'
  if (DANGEROUS.has(protocol)) return 'scheme'
  return kind === 'native' && PRIVATE_SCHEME.test(protocol) ? null : 'scheme'
}

/** The first fault of these addresses; an application that browsers come back to needs one. */
export function redirectsFault(kind: AppKind, addresses: readonly string[]): AddressFault | null {
  if (isRedirected(kind) && addresses.length === 0) return 'no-address'
  return firstFault(kind, addresses)
}

/** The first fault of these addresses; one to which no browser is ever sent has no use for any. */
export function firstFault(kind: AppKind, addresses: readonly string[]): AddressFault | null {
  if (!isRedirected(kind) && addresses.length > 0) return 'no-browser'
  return addresses.map((one) => redirectFault(kind, one)).find((fault) => fault !== null) ?? null
}

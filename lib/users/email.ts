/** E-mail addresses: what is accepted, and when two of them are one. */
import { domainToASCII } from 'node:url'

/** @see RFC 5321 §4.5.3.1: 64 octets before the @, 255 after it, 254 for the whole path. */
const MAX_ADDRESS_LENGTH = 254
const MAX_LOCAL_PART_BYTES = 64

export interface EmailAddress {
  /** As it was typed, trimmed, in NFC and without invisible signs: where mail goes. */
  address: string
  /** The form under which it belongs to one account: case-folded, its domain in ASCII. */
  key: string
}

/** Signs that nobody sees or types: zero-width spaces, soft hyphens, marks of direction and of byte order. */
const INVISIBLE = /\p{Cf}/gu

/**
 * The address in `text`, or null when no mail could reach it. Invisible signs, which come along when
 * an address is copied from a page or a chat, are no part of it.
 */
export function parseEmail(text: string): EmailAddress | null {
  const address = text.replace(INVISIBLE, '').trim().normalize('NFC')
  if (address.length > MAX_ADDRESS_LENGTH || !address.isWellFormed()) return null
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = at < 0 ? '' : asciiDomain(address.slice(at + 1))

  // No spaces, control characters, quotes or brackets: such mailboxes exist in standards alone.
  if (!/^[^\s\p{C}"(),:;<>@[\\\]]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) return null
  if (new TextEncoder().encode(local).length > MAX_LOCAL_PART_BYTES) return null
  if (
    !/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(
      domain,
    )
  ) {
    return null
  }
  if (!domain.includes('.') && domain !== 'localhost') return null
  return { address, key: `${local.toLowerCase().normalize('NFC')}@${domain}` }
}

/** The domain in ASCII, or the empty text for what is none. */
function asciiDomain(text: string): string {
  // `domainToASCII` reads as a browser does: it drops line breaks, decodes `%65`, ends at `/`, and
  // takes `127.1` for an address.
  if (/[\s\p{C}/?#%\\:@[\]]/u.test(text)) return ''
  const domain = domainToASCII(text.toLowerCase())
  return /(^|\.)[0-9.]+$/.test(domain) ? '' : domain
}

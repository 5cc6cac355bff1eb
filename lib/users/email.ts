/** Parses email addresses, and decides when two of them are the same. */
import { domainToASCII } from 'node:url'

/** @see RFC 5321 §4.5.3.1: 64 octets before the @, 255 after it, 254 for the whole path. */
const MAX_ADDRESS_LENGTH = 254
const MAX_LOCAL_PART_BYTES = 64

export interface EmailAddress {
  /** As typed, but trimmed, in NFC and without invisible characters: where mail goes. */
  address: string
  /** Identifies the account: case-folded, its domain in ASCII. */
  key: string
}

/** Invisible characters: zero-width spaces, soft hyphens, direction marks and byte order marks. */
const INVISIBLE = /\p{Cf}/gu

/**
 * The email address in `text`, or null when mail could not reach it. Removes invisible characters,
 * which are often copied along from a page or a chat.
 */
export function parseEmail(text: string): EmailAddress | null {
  const address = text.replace(INVISIBLE, '').trim().normalize('NFC')
  if (address.length > MAX_ADDRESS_LENGTH || !address.isWellFormed()) return null
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = at < 0 ? '' : asciiDomain(address.slice(at + 1))

  // No spaces, control characters, quotes or brackets: such mailboxes exist only in standards.
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

/** The domain in ASCII; empty for an invalid one. */
function asciiDomain(text: string): string {
  // `domainToASCII` parses like a browser: it drops line breaks, decodes `%65`, stops at `/`, and
  // reads `127.1` as an IP address.
  if (/[\s\p{C}/?#%\\:@[\]]/u.test(text)) return ''
  const domain = domainToASCII(text.toLowerCase())
  return /(^|\.)[0-9.]+$/.test(domain) ? '' : domain
}

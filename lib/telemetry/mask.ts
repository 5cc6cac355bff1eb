/** Masks secrets in text before it is written. */
import { createHash } from 'node:crypto'

const MASK = '[secret]'

/** None of these matches a quote or a backslash, so that JSON stays valid. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // JWS and JWE, also truncated ones.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, MASK],
  [/\b(bearer|basic) +[\w.~+/=-]+/gi, `$1 ${MASK}`],
  [/\b(gh_(?:access|refresh|device|pending)(?:_\d+)?=)[^;\s"\\]+/g, `$1${MASK}`],
  // Links that work once.
  [/([?&](?:token|code)=)[^&\s"\\#]+/gi, `$1${MASK}`],
  [/(\/\/[^:@/\s"\\]*:)[^@/\s"\\]+@/g, `$1${MASK}@`],
  [/\$2[aby]\$\d\d\$[./\w]{53}/g, MASK],
]
const SESSION_ID = /\bses_[\w-]{22}/g

/** `text` without tokens, links, password hashes and session ids. */
export function masked(text: string): string {
  const safe = SECRETS.reduce((rest, [secret, mask]) => rest.replace(secret, mask), text)
  return safe.replace(SESSION_ID, (id) => `session ${sessionHash(id)}`)
}

/**
 * The name of a session in logs and exports: tells sessions apart but does not reveal the id.
 *
 * @see OWASP ASVS 16.2.5
 */
export function sessionHash(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex').slice(0, 16)
}

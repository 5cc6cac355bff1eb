/** Takes secrets out of what is about to be written, wherever in it they stand. */
import { createHash } from 'node:crypto'

const MASK = '[secret]'

/** None of these matches a quote or a backslash, so that JSON stays JSON. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // JWS and JWE; what was cut off in the middle as well.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, MASK],
  [/\b(bearer|basic) +[\w.~+/=-]+/gi, `$1 ${MASK}`],
  [/\b(gh_(?:access|refresh)(?:_\d+)?=)[^;\s"\\]+/g, `$1${MASK}`],
  // The links that are sent or printed once.
  [/([?&](?:token|code)=)[^&\s"\\#]+/gi, `$1${MASK}`],
  [/(\/\/[^:@/\s"\\]*:)[^@/\s"\\]+@/g, `$1${MASK}@`],
  [/\$2[aby]\$\d\d\$[./\w]{53}/g, MASK],
]
const SESSION_ID = /\bses_[\w-]{22}/g

/** `text` without tokens, links that let in, hashes and ids of sessions. */
export function masked(text: string): string {
  const safe = SECRETS.reduce((left, [secret, mask]) => left.replace(secret, mask), text)
  return safe.replace(SESSION_ID, (id) => `session ${sessionHash(id)}`)
}

/** By which a session is known in the log: tells lines of one from those of another, and no more. */
export function sessionHash(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex').slice(0, 16)
}

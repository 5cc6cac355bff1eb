/** The signed-in user of an API request: as in `current-user`, but without cookies. */
import 'server-only'
import type { SeenFrom } from '@/lib/events/events'
import { authenticate, type Authentication } from '@/lib/sessions/authenticate'
import { count } from '@/lib/telemetry/metrics'
import { recordInvalidTokenLater } from './invalid-token'
import { recordUseLater } from './record-use'

export type BearerAuthentication =
  | { ok: true; token: string; actor: Extract<Authentication, { ok: true }>['actor'] }
  | Refused

type Refused = { ok: false; reason: 'missing' } | Exclude<Authentication, { ok: true }>

/**
 * The user behind the `Authorization` header.
 *
 * @throws Unavailable
 * @see RFC 6750 §2.1, the only one of its three methods that is supported
 */
export async function bearerUser(request: Request, from: SeenFrom): Promise<BearerAuthentication> {
  const token = bearerToken(request.headers.get('authorization'))
  if (token === null) return { ok: false, reason: 'missing' }
  const found = await authenticate(token, 'device')
  if (!found.ok) {
    count('accessRefused', { reason: found.reason, door: 'api' })
    if (found.reason === 'invalid') recordInvalidTokenLater(from)
    return found
  }
  recordUseLater(found, from)
  return { ok: true, token, actor: found.actor }
}

/** The token, not checked yet; null when none was sent. @see RFC 6750 §2.1 */
export function bearerToken(header: string | null): string | null {
  return /^Bearer +(\S.*)$/i.exec(header ?? '')?.[1] ?? null
}

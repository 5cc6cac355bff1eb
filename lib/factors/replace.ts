/** Replaces an authenticator app, as for a new phone. The old one works until the new one has shown a code. */
import { lockOf, transaction } from '@/db/connection'
import { findAuthenticator } from '@/db/queries/authenticators'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import type { Actor } from '@/lib/sessions/authenticate'
import { livingSession } from '@/lib/sessions/confirm'
import { takeFirstCode, type TurnedOn } from './enrolment'
import { findReplacement, startReplacement } from './pending'
import { isInUse } from './second-factor'

/**
 * @returns the token by which the same browser goes on, for ten minutes; null if the user has no app
 * @throws Unavailable
 */
export async function beginReplacement(
  { userId, userVersion: version }: Actor,
  now = new Date(),
): Promise<string | null> {
  return transaction({ locks: lockOf(userId) }, async () => {
    const authenticator = await findAuthenticator(userId)
    if (!authenticator || !isInUse(authenticator, now)) return null
    return startReplacement({ userId, version }, now)
  })
}

/** `gone`: it took too long, had too many wrong codes, or the factors changed in the meantime. */
export type Replaced = TurnedOn | { ok: false; reason: 'gone' }

/** Turns the new app on by its first code. @throws Unavailable */
export async function confirmReplacement(
  actor: Actor,
  { token, code, from }: { token: string; code: string; from: SeenFrom },
  now = new Date(),
): Promise<Replaced> {
  const { userId, sessionId } = actor
  return transaction({ locks: lockOf(userId) }, async (): Promise<Replaced> => {
    if (!(await livingSession(actor, now))) return { ok: false, reason: 'gone' }
    const open = await findReplacement(token, userId, now)
    const result = open && (await takeFirstCode(open, code, now))
    if (!result) return { ok: false, reason: 'gone' }
    if (result.ok) {
      const type = 'authn_factor_added'
      await recordEvent({ type, ...byOwner(userId), sessionId, from }, now)
    }
    return result
  })
}

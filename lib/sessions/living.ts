/** Decides whether a session lives. */
import type { SessionLife } from '@/db/queries/session-life'
import { addSeconds } from '@/lib/base/time'

/**
 * True for a session that has not ended or expired, whose user is enabled, and whose version and
 * epoch are still those of the user and the installation. Limits are exclusive: at that moment the
 * session has expired.
 */
export function isLiving({ session, user, epoch }: SessionLife, now: Date): boolean {
  return (
    session.endedAt === null &&
    now < session.idleExpiresAt &&
    now < session.expiresAt &&
    user.disabledAt === null &&
    session.version === user.version &&
    session.epoch === epoch
  )
}

/** How long the answer with the cookies of the new session may take, in seconds. */
const REPLACEMENT_GRACE = 30

/**
 * True for a session that a log-in or a new password replaced in the same browser a moment ago. Its
 * tabs may learn of the end before the cookies of the new session arrive. Whether the browser is
 * signed in is unknown until then, so its tabs must not go to the log-in page.
 */
export function isBeingReplaced({ session, user }: SessionLife, now: Date): boolean {
  return (
    session.endReason === 'replaced' &&
    session.endedAt !== null &&
    now < addSeconds(session.endedAt, REPLACEMENT_GRACE) &&
    user.disabledAt === null
  )
}

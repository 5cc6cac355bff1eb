/** Whether a session lives. */
import type { SessionLife } from '@/db/queries/session-life'
import { after } from '@/lib/base/time'

/**
 * True for a session that is not ended, is within both its limits, whose user is enabled, and
 * whose version and epoch are the user's and the installation's. A limit is exclusive: at that
 * very moment the session is over.
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

/** How long the answer that brings a browser its new session may be on its way, in seconds. */
const REPLACEMENT_GRACE = 30

/**
 * True for a session whose browser was given another one a moment ago, by a log-in or a new
 * password. Its tabs may hear of the end before the cookies of the new session arrive: whether the
 * browser is signed in is not known then, and nobody is to be sent to the log-in page.
 */
export function isBeingReplaced({ session, user }: SessionLife, now: Date): boolean {
  return (
    session.endReason === 'replaced' &&
    session.endedAt !== null &&
    now < after(session.endedAt, REPLACEMENT_GRACE) &&
    user.disabledAt === null
  )
}

/** Whether a session lives. */
import type { SessionWithOwner } from '@/db/queries/session-lookups'

/**
 * True for a session that is not ended, is within both its limits, whose user is enabled, and
 * whose version and epoch are the user's and the installation's. A limit is exclusive: at that
 * very moment the session is over.
 */
export function isLiving({ session, user, epoch }: SessionWithOwner, now: Date): boolean {
  return (
    session.endedAt === null &&
    now < session.idleExpiresAt &&
    now < session.expiresAt &&
    user.disabledAt === null &&
    session.version === user.version &&
    session.epoch === epoch
  )
}

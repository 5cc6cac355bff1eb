/** Decides whether what an application holds for a user is still open. */
import type { AppGrantLife } from '@/db/queries/app-grants'
import { DAY } from '@/lib/base/time'

/** Seconds for which a grant lives at most; then its user is asked anew. */
export const GRANT_LIFE = 366 * DAY

/**
 * True while the grant has not ended or expired, its application and user are enabled, and the
 * versions of both and the epoch are those of its beginning. A grant that is not offline also needs
 * its session. So a log-out everywhere, which changes one row, ends every grant.
 */
export function isGrantLiving(
  { grant, app, user, session, epoch }: AppGrantLife,
  now: Date,
): boolean {
  return (
    grant.endedAt === null &&
    now < grant.expiresAt &&
    app.disabledAt === null &&
    app.version === grant.appVersion &&
    user.disabledAt === null &&
    user.version === grant.version &&
    grant.epoch === epoch &&
    (grant.offline || (session !== null && isOpen(session, now)))
  )
}

function isOpen(session: NonNullable<AppGrantLife['session']>, now: Date): boolean {
  return session.endedAt === null && now < session.idleExpiresAt && now < session.expiresAt
}

/** Records attempts to use a permission that the actor lacks. */
import { transaction } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { REFUSALS_RECORDED } from '@/lib/rate-limits/limits'
import { takeAttempt } from '@/lib/rate-limits/take'
import type { Actor } from '@/lib/sessions/authenticate'
import type { Permission } from './permissions'

const MAX_PATH_LENGTH = 300

/** Records only some of many refusals, so that a flood does not fill the audit log. */
export async function recordRefusal(
  { userId, sessionId }: Actor,
  { permission, path }: { permission: Permission; path: string },
  from: SeenFrom,
  now = new Date(),
): Promise<void> {
  if ((await takeAttempt([{ limit: REFUSALS_RECORDED, key: [userId] }])) !== null) return
  const details = { permission }
  // The client chooses the path, and it may contain personal data.
  const personal = { path: (path.split('?')[0] ?? '').slice(0, MAX_PATH_LENGTH) }
  await transaction({ locks: 'none' }, () =>
    recordEvent(
      { type: 'authz_fail', ...byOwner(userId), sessionId, from, details, personal },
      now,
    ),
  )
}

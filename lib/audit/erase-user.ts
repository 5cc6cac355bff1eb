/** Erases what the audit log holds about a user who deleted their account, beyond ids. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import {
  erasePersonalDataAbout,
  erasePersonalDataBy,
  listEventsAbout,
} from '@/db/queries/audit-erasure'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { isUserId, type UserId } from '@/lib/base/ids'
import { parseDetails } from '@/lib/events/details'
import { sealAndCount } from './seal-and-count'

/** The details of the event that lets `verifyAudit` accept the erasure. */
export const ERASES_USER = { erased: true } as const

/**
 * Erases the personal data of every event about the user, and of every act of theirs. The events
 * stay, and so does the chain. The log must hold a `user_deleted` with `ERASES_USER` before.
 *
 * @throws Unavailable; a second call then erases the rest.
 */
export async function eraseUserFromLog(userId: UserId): Promise<void> {
  // Only sealed events can be erased: a seal covers the personal data.
  await sealAndCount()
  await eraseFrom(new Date(0), (batch) => erasePersonalDataAbout(userId, batch))
  await eraseFrom(0, (batch) => erasePersonalDataBy(userId, batch))
}

async function eraseFrom<Place>(
  start: Place,
  erase: (batch: { from: Place; most: number }) => Promise<Place | null>,
): Promise<void> {
  let from = start
  await inBatches(async (most) => {
    const next = await transaction({ locks: ['audit'] }, () => erase({ from, most }))
    from = next ?? from
    return next !== null
  })
}

/** The users among those of `events` of whom the log itself says that it erased them. */
export async function usersErasedFrom(
  events: readonly Pick<SecurityEventRecord, 'userId' | 'actorId'>[],
): Promise<ReadonlySet<string>> {
  const ids = events.flatMap(({ userId, actorId }) => [userId ?? '', actorId ?? ''])
  const users = [...new Set(ids.filter(isUserId))]
  const deletions = await listEventsAbout(users, 'user_deleted', 'sealed')
  return new Set(
    deletions.flatMap(({ userId, details }) =>
      userId !== null && parseDetails(details).erased === true ? [userId] : [],
    ),
  )
}

/** Deletes the accounts whose users asked for it and did not come back. */
import { pause } from '@/db/batches'
import { afterCommit, lockOf, transaction } from '@/db/connection'
import { listEventsAbout } from '@/db/queries/audit-erasure'
import { listUsersDue } from '@/db/queries/deletions'
import type { Cursor } from '@/db/queries/pages'
import { deleteUserRow, findUserRow, type UserRecord } from '@/db/queries/users'
import { ERASES_USER, eraseUserFromLog } from '@/lib/audit/erase-user'
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import { isLocale } from '@/lib/base/locales'
import { recordEvent } from '@/lib/events/record'
import { queueMail } from '@/lib/mail/queue'
import { authorityOf } from '@/lib/permissions/authority'
import { isLastAdministrator } from '@/lib/permissions/authority-rules'
import { log } from '@/lib/telemetry/log'
import { count } from '@/lib/telemetry/metrics'
import { closeAccount, deleteAllSessionsOf } from './remove'

/** Users in memory at a time. */
const PAGE = 100

/**
 * Deletes every user whose deletion is due by `now`. The row of a user goes last, so that the next
 * call finishes what a killed one began.
 *
 * @throws Unavailable
 */
export async function deleteUsersDue(now: Date): Promise<void> {
  for (let cursor: Cursor | null = null; ;) {
    const due = await listUsersDue(now, cursor, PAGE)
    for (const { id } of due) await deleteIfDue(id, now)
    if (due.length < PAGE) return
    cursor = due.at(-1) ?? null
    await pause()
  }
}

/** Deletes the user, unless a log-in has taken the deletion back since it was found due. */
export async function deleteIfDue(userId: UserId, now: Date): Promise<void> {
  const mayGo = await transaction({ locks: [...lockOf(userId), 'roles'] }, () => begin(userId, now))
  if (!mayGo) return
  await deleteAllSessionsOf(userId, now)
  await eraseUserFromLog(userId)
  await transaction({ locks: lockOf(userId) }, () => deleteUserRow(userId, now))
  // What was recorded in the meantime, such as a refused log-in.
  await eraseUserFromLog(userId)
}

/** Closes the account, and records and tells the deletion, once. */
async function begin(userId: UserId, now: Date): Promise<boolean> {
  const user = await findUserRow(userId)
  if (!user?.deletionDueAt || user.deletionDueAt > now) return false
  const { roles } = await authorityOf(userId)
  if (await isLastAdministrator({ user, roles })) {
    log.warn('The last administrator wants to leave: give another user that role', { userId })
    return false
  }
  await closeAccount(userId, now)
  if ((await listEventsAbout([userId], 'user_deleted', 'all')).length > 0) return true
  afterCommit(() => count('endings', { reason: 'user-deleted' }))
  await recordEvent({ type: 'user_deleted', actorId: 'system', userId, details: ERASES_USER }, now)
  await tell(user, now)
  return true
}

/** Not by a notice: its reader would no longer be found. */
async function tell({ email, locale }: UserRecord, now: Date): Promise<void> {
  const { defaultLanguage } = env()
  await queueMail(
    {
      ...{ kind: 'account-deleted', to: email, userId: null },
      locale: isLocale(locale) ? locale : defaultLanguage,
    },
    now,
  )
}

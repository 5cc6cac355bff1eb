/**
 * Notices which applications must be told that a session has ended. Nothing calls it when a session
 * ends: it asks the database who was not told, so an act that is added tomorrow cannot forget it.
 */
import { BATCH, pause } from '@/db/batches'
import { transaction } from '@/db/connection'
import {
  listOpenSids,
  listOver,
  listUsedSince,
  markOver,
  postponeLook,
  type Candidates,
} from '@/db/queries/app-endings'
import type { UserId } from '@/lib/base/ids'
import { earliest } from '@/lib/base/time'

/** After an act that ended sessions of this user. */
export async function noticeEndingsOf(userId: UserId, now: Date): Promise<void> {
  await notice({ of: userId }, now)
}

/** Sessions that expired; those that were used in the meantime are looked at again later. */
export async function noticeExpired(now: Date): Promise<void> {
  await notice({ due: true }, now)
  for (;;) {
    const used = await listUsedSince(now, BATCH)
    await transaction({ locks: 'none' }, async () => {
      for (const { sid, idleExpiresAt, expiresAt } of used) {
        await postponeLook(sid, earliest(idleExpiresAt, expiresAt))
      }
    })
    if (used.length < BATCH) return
    await pause()
  }
}

/**
 * Looks at the next few of all applications in sessions, for what no announcement told of: a process
 * may have died in between.
 *
 * @param after the last one that was looked at; empty for the first
 * @returns where to go on; empty after the last one
 */
export async function noticeSome(after: string, now: Date): Promise<string> {
  const sids = await listOpenSids(after, BATCH)
  const upTo = sids.at(-1)
  if (upTo === undefined) return ''
  await notice({ after, upTo }, now)
  return sids.length < BATCH ? '' : upTo
}

/** After what may have ended every session. */
export async function noticeAll(now: Date): Promise<void> {
  let after = ''
  do {
    after = await noticeSome(after, now)
    await pause()
  } while (after !== '')
}

async function notice(candidates: Candidates, now: Date): Promise<void> {
  for (;;) {
    const sids = await listOver(candidates, now, BATCH)
    if (sids.length > 0) await transaction({ locks: 'none' }, () => markOver(sids, now))
    if (sids.length < BATCH) return
    await pause()
  }
}

/** Records that somebody asked for what they may not do. */
import { transactionOver } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { REFUSALS_RECORDED } from '@/lib/rate-limits/limits'
import { takeTry } from '@/lib/rate-limits/take'
import type { Actor } from '@/lib/sessions/authenticate'
import type { Permission } from './permissions'

/** Some of many: whoever goes on trying fills no log. */
export async function recordRefusal(
  { userId, sessionId }: Actor,
  { permission, path }: { permission: Permission; path: string },
  from: SeenFrom,
  now = new Date(),
): Promise<void> {
  if ((await takeTry([{ limit: REFUSALS_RECORDED, key: [userId] }])) !== null) return
  const details = { permission, path: path.split('?')[0] ?? '' }
  await transactionOver([], () =>
    recordEvent({ type: 'authz_fail', userId, actorId: userId, sessionId, from, details }, now),
  )
}

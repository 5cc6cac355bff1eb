/** Lets users name their devices. */
import { lockOf, transaction } from '@/db/connection'
import { updateSessionLabel } from '@/db/queries/own-sessions'
import type { SessionId, UserId } from '@/lib/base/ids'
import { oneLine } from '@/lib/users/name'

/** In code points. */
export const MAX_LABEL_LENGTH = 40

type LabelRefusal = 'label-too-long' | 'not-found'
export type LabelResult = { ok: true } | { ok: false; reason: LabelRefusal }

/**
 * Names the device of one of the actor's sessions; an empty name leaves the one that we detect.
 *
 * @returns `not-found` for a session that has ended, or is not the actor's.
 * @throws Unavailable
 */
export async function labelSession(
  { userId }: { userId: UserId },
  sessionId: SessionId,
  text: string,
): Promise<LabelResult> {
  const label = oneLine(text)
  if ([...label].length > MAX_LABEL_LENGTH) return { ok: false, reason: 'label-too-long' }
  const isTheirs = await transaction({ locks: lockOf(userId) }, () =>
    updateSessionLabel(userId, sessionId, label === '' ? null : label),
  )
  return isTheirs ? { ok: true } : { ok: false, reason: 'not-found' }
}

/**
 * Tells a lost answer from a copy: a client that uses an access token long after it was issued has
 * stored the refresh token that came with it, so the one before is a copy from then on. The rule is
 * that of our sessions (docs/sessions.md, lib/sessions/authenticate.ts).
 */
import { transaction } from '@/db/connection'
import { confirmGrant, type AppGrantRecord } from '@/db/queries/app-grants'
import type { ArtifactRecord } from '@/db/queries/oauth-artifacts'
import { addSeconds } from '@/lib/base/time'

/** Seconds in which an answer may still be on its way, or in memory alone. */
const CONFIRMATION_DELAY = 45

/** Notes that an access token is used: not those for services, which verify them by themselves. */
export async function confirmByUse(
  { createdAt }: Pick<ArtifactRecord, 'createdAt'>,
  { id, confirmedAt }: Pick<AppGrantRecord, 'id' | 'confirmedAt'>,
  now: Date,
): Promise<void> {
  if (now < addSeconds(createdAt, CONFIRMATION_DELAY)) return
  if (confirmedAt !== null && confirmedAt >= createdAt) return
  await transaction({ locks: 'none' }, () => confirmGrant(id, createdAt))
}

/** True if this refresh token has reached its client. */
export function isConfirmed(
  { createdAt }: Pick<ArtifactRecord, 'createdAt'>,
  { confirmedAt }: Pick<AppGrantRecord, 'confirmedAt'>,
): boolean {
  return confirmedAt !== null && createdAt <= confirmedAt
}

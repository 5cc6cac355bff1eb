/** Which passkeys can log in here and now. */
import { listPasskeyRows, type PasskeyRecord } from '@/db/queries/passkeys'
import type { UserId } from '@/lib/base/ids'
import { relyingParty } from './relying-party'

/** Neither blocked, nor bound to another host, nor where passkeys are left out. */
export function isUsable({
  suspendedAt,
  rpId,
}: Pick<PasskeyRecord, 'suspendedAt' | 'rpId'>): boolean {
  return suspendedAt === null && rpId === relyingParty()?.id
}

/** Oldest first. @throws Unavailable */
export async function usablePasskeysOf(userId: UserId): Promise<PasskeyRecord[]> {
  if (!relyingParty()) return []
  return (await listPasskeyRows(userId)).filter(isUsable)
}

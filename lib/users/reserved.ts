/** Addresses that nobody else may take, because a user had them until lately. */
import { wasAddressOfAnother } from '@/db/queries/former-addresses'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'

/** In seconds. Longer than the old address can take the account back. */
export const RESERVED_FOR = 30 * DAY

/** @param userId the user who would take it; null for a new one */
export function isReserved(emailKey: string, userId: UserId | null, now: Date): Promise<boolean> {
  return wasAddressOfAnother(emailKey, userId, addSeconds(now, -RESERVED_FOR))
}

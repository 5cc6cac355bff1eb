/** Whether a user can log in with a password. */
import { findPasswordFacts } from '@/db/queries/password-facts'
import type { UserId } from '@/lib/base/ids'

/** Users who log in with passkeys alone have none. @throws Unavailable */
export async function hasPassword(userId: UserId): Promise<boolean> {
  return (await findPasswordFacts(userId)) !== null
}

/** Whose link it is. */
import { findUserRow, type UserRecord } from '@/db/queries/users'
import type { FoundLink } from './link-token'

/** The user of a link, or null if they are disabled or have voided it since it was made. */
export async function ownerOfLink({ userId, version }: FoundLink): Promise<UserRecord | null> {
  const user = userId === null ? null : await findUserRow(userId)
  if (!user || user.disabledAt !== null) return null
  return version === null || version === user.version ? user : null
}

/** Whether only a reader of the user's mail can have it; an administrator hands others out. */
export function isMailed({ details }: FoundLink): boolean {
  return details !== null && 'mailed' in (JSON.parse(details) as object)
}

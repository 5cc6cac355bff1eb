/** Of whom `SECOND_FACTOR` demands a second factor. */
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import { authorityOf } from '@/lib/permissions/authority'
import type { Permission } from '@/lib/permissions/permissions'

/** Whether the setting demands a second factor of a user with these permissions. */
export function isDemandedOf(permissions: ReadonlySet<Permission>): boolean {
  const { secondFactor } = env()
  if (secondFactor === 'administrators') return permissions.size > 0
  return secondFactor === 'required'
}

/** The same, by the roles that the user holds now. @throws Unavailable */
export async function isDemanded(userId: UserId): Promise<boolean> {
  if (env().secondFactor === 'optional') return false
  return isDemandedOf((await authorityOf(userId)).permissions)
}

/** Decides whether a user may use an application. */
import type { AppRecord } from '@/db/queries/apps'
import type { UserId } from '@/lib/base/ids'
import { authorityOf } from '@/lib/permissions/authority'
import { rolesOf } from './entered'

/** True if the application is for every user, or the user has one of its roles. */
export async function mayUseApp(app: Pick<AppRecord, 'roles'>, userId: UserId): Promise<boolean> {
  if (app.roles === null) return true
  const { roles } = await authorityOf(userId)
  return rolesOf(app).some((role) => roles.includes(role))
}

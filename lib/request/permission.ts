/** Guards of pages, actions and handlers that require a permission. */
import 'server-only'
import { notFound } from 'next/navigation'
import type { Permission } from '@/lib/permissions/permissions'
import { recordRefusal } from '@/lib/permissions/refusal'
import type { Actor } from '@/lib/sessions/authenticate'
import { requireUserInAction } from './action-user'
import { clientInfo } from './client-info'
import { requireUser } from './current-user'
import { withOutage } from './outage'
import { problem } from './problem'
import { requestedPath } from './requested-path'
import { withUser } from './user-handler'

/**
 * The signed-in user, who has `permission` at the time of the request; the guard of every page
 * below `app/admin`. Other users get "not found".
 */
export async function requirePermission(permission: Permission): Promise<Actor> {
  return allowed(await requireUser(), permission)
}

/** The same for server actions. */
export async function requirePermissionInAction(permission: Permission): Promise<Actor> {
  return allowed(await requireUserInAction(), permission)
}

async function allowed(actor: Actor, permission: Permission): Promise<Actor> {
  if (actor.permissions.has(permission)) return actor
  await refused(actor, permission)
  return notFound()
}

/** A GET handler for users who have `permission`; others get 401 or 403. */
export function withPermission(
  permission: Permission,
  answer: (actor: Actor, request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return withUser(async (actor, request) => {
    if (actor.permissions.has(permission)) return answer(actor, request)
    await refused(actor, permission)
    return problem(request, 'not-allowed')
  })
}

async function refused(actor: Actor, permission: Permission): Promise<void> {
  const [from, path] = await Promise.all([clientInfo(), requestedPath()])
  await withOutage(() => recordRefusal(actor, { permission, path }, from))
}

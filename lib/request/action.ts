/**
 * Wraps every server action in its guard, and passes it the actor and a form, whatever was sent.
 * All actions are created here.
 */
import 'server-only'
import { isConfirmed, type ActState } from '@/lib/base/forms'
import type { Permission } from '@/lib/permissions/permissions'
import type { Actor } from '@/lib/sessions/authenticate'
import { requireOwnOrigin, requireUserInAction } from './action-user'
import { language } from './language'
import { requirePermissionInAction } from './permission'

/** Fits a plain form, and `useActionState`, which passes its state as the first argument. */
type Action<T> = (...args: unknown[]) => Promise<T>

/** An action for visitors and users, callable only from our own pages. */
export function publicAction<T>(act: (form: FormData) => Promise<T>): Action<T> {
  return async (...args) => {
    await requireOwnOrigin()
    return act(formFrom(args))
  }
}

/** An action for signed-in users. */
export function userAction<T>(act: (actor: Actor, form: FormData) => Promise<T>): Action<T> {
  return async (...args) => act(await requireUserInAction(), formFrom(args))
}

/** An action for users who have `permission` at the time of the request. */
export function permittedAction<T>(
  permission: Permission,
  act: (actor: Actor, form: FormData) => Promise<T>,
): Action<T> {
  return async (...args) => act(await requirePermissionInAction(permission), formFrom(args))
}

/**
 * An action with serious effects, for users who have `permission`. It acts only on a form that
 * comes from its confirmation page.
 */
export function confirmedAction<T>(
  permission: Permission,
  act: (actor: Actor, form: FormData) => Promise<T>,
): Action<T | ActState> {
  return permittedAction<T | ActState>(permission, async (actor, form) => {
    if (isConfirmed(form)) return act(actor, form)
    return { status: 'unsure', message: (await language()).words.common.unconfirmed }
  })
}

/**
 * The form that was sent, which is the last argument. Anything else counts as an empty form, so
 * that the action reports the missing fields.
 */
function formFrom(args: readonly unknown[]): FormData {
  const last = args.at(-1)
  return last instanceof FormData ? last : new FormData()
}

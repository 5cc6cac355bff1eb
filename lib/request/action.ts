/**
 * The doorway of server actions: each is called with one form and a known person, whatever was
 * sent. The only way in which actions are made.
 */
import 'server-only'
import { isSure, UNASKED } from '@/lib/base/forms'
import type { Permission } from '@/lib/permissions/permissions'
import type { Actor } from '@/lib/sessions/authenticate'
import { requireOwnOrigin, requireUserInAction } from './action-user'
import { requirePermissionInAction } from './permission'

/** Fits a plain form, and `useActionState`, which puts its state in front. */
type Action<T> = (...args: unknown[]) => Promise<T>

/** An action for everyone, from a page of ours. */
export function openAction<T>(act: (form: FormData) => Promise<T>): Action<T> {
  return async (...args) => {
    await requireOwnOrigin()
    return act(formAmong(args))
  }
}

/** An action for people who are signed in. */
export function userAction<T>(act: (actor: Actor, form: FormData) => Promise<T>): Action<T> {
  return async (...args) => act(await requireUserInAction(), formAmong(args))
}

/** An action for people who have `permission` at this very request. */
export function permittedAction<T>(
  permission: Permission,
  act: (actor: Actor, form: FormData) => Promise<T>,
): Action<T> {
  return async (...args) => act(await requirePermissionInAction(permission), formAmong(args))
}

/**
 * An action that does something grave, for people who have `permission`: it is asked about first,
 * and does nothing for a form that does not come from the question.
 */
export function askedAction<T>(
  permission: Permission,
  act: (actor: Actor, form: FormData) => Promise<T>,
): Action<T | typeof UNASKED> {
  return permittedAction<T | typeof UNASKED>(permission, async (actor, form) =>
    isSure(form) ? act(actor, form) : UNASKED,
  )
}

/**
 * The form that was sent. It stands last; what stands before it is what the action answered last
 * time, or so the browser says. What is no form is taken for an empty one, and told what it lacks.
 */
function formAmong(args: readonly unknown[]): FormData {
  const last = args.at(-1)
  return last instanceof FormData ? last : new FormData()
}

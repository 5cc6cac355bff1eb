/** The actor of an administrative act, and whether they may perform it. */
import type { SeenFrom } from '@/lib/events/events'
import { ALL_PERMISSIONS, type Permission } from './permissions'

/** A signed-in user with permissions, or the command line. */
export interface Operator {
  /** A user's id, or `command-line`. */
  readonly userId: string
  readonly sessionId: string | null
  readonly permissions: ReadonlySet<Permission>
}

/** May do everything: it already has the database and `AUTH_SECRET`. */
export const COMMAND_LINE: Operator = {
  userId: 'command-line',
  sessionId: null,
  permissions: new Set(ALL_PERMISSIONS),
}

/** The actor lacks a permission: pages show "not found", handlers answer 403. */
export class NotAllowed extends Error {
  readonly code = 'not-allowed'

  constructor(permission: Permission) {
    super(`This takes the permission ${permission}`)
    this.name = 'NotAllowed'
  }
}

/**
 * The first line of every function that acts on other users: it protects them even when a page or
 * handler forgets its guard.
 *
 * @throws NotAllowed
 */
export function assertMay(actor: Operator, permission: Permission): void {
  if (!actor.permissions.has(permission)) throw new NotAllowed(permission)
}

/** True when the actor has all of `permissions`. Only then may they give them or act on holders. */
export function outranks(actor: Operator, permissions: Iterable<Permission>): boolean {
  return [...permissions].every((permission) => actor.permissions.has(permission))
}

/** The fields of an event that say who acted, and from where. */
export function byOperator(
  { userId, sessionId }: Pick<Operator, 'userId' | 'sessionId'>,
  from: SeenFrom | undefined,
): { actorId: string; sessionId?: string; from?: SeenFrom } {
  return {
    actorId: userId,
    ...(sessionId === null ? {} : { sessionId }),
    ...(from ? { from } : {}),
  }
}

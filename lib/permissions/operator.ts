/** The actor of an administrative act, and whether they may perform it. */
import type { ActorId, SessionId, UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import type { NewEvent } from '@/lib/events/record'
import { ALL_PERMISSIONS, type Permission } from './permissions'

/** A signed-in user with permissions, or the command line. */
export interface Operator {
  readonly userId: UserId | 'command-line'
  readonly sessionId: SessionId | null
  readonly permissions: ReadonlySet<Permission>
}

/** May do everything: it already has the database and `AUTH_SECRET`. */
export const COMMAND_LINE: Operator & { readonly userId: 'command-line' } = {
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
 * Every function that acts on other users begins with it, or with `actOn`: it protects them even
 * when a page or handler forgets its guard.
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

/** What events record of their actor. */
export interface RecordedActor {
  readonly userId: ActorId
  readonly sessionId: SessionId | null
}

/** The fields of an event that say who acted, and from where. */
export function byOperator(
  { userId, sessionId }: RecordedActor,
  from: SeenFrom | undefined,
): Pick<NewEvent, 'actorId' | 'sessionId' | 'from'> {
  return {
    actorId: userId,
    ...(sessionId === null ? {} : { sessionId }),
    ...(from ? { from } : {}),
  }
}

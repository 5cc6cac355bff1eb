/** Who acts on others, and whether they may. */
import type { SeenFrom } from '@/lib/events/events'
import { ALL_PERMISSIONS, type Permission } from './permissions'

/** A signed-in user with permissions, or whoever holds the machine. */
export interface Operator {
  /** A user's id, or `command-line`. */
  readonly userId: string
  readonly sessionId: string | null
  readonly permissions: ReadonlySet<Permission>
}

/** Whoever can start programs beside the database and its secret may do everything. */
export const COMMAND_LINE: Operator = {
  userId: 'command-line',
  sessionId: null,
  permissions: new Set(ALL_PERMISSIONS),
}

/** Somebody asked for what they may not do: pages show "not found", handlers answer 403. */
export class NotAllowed extends Error {
  readonly code = 'not-allowed'

  constructor(permission: Permission) {
    super(`This takes the permission ${permission}`)
    this.name = 'NotAllowed'
  }
}

/**
 * The first line of everything that is done to others: the doorway has asked before, and a door
 * that forgets to is no way in.
 *
 * @throws NotAllowed
 */
export function assertMay(operator: Operator, permission: Permission): void {
  if (!operator.permissions.has(permission)) throw new NotAllowed(permission)
}

/** True when the operator holds all of `permissions`: nobody gives, or acts on, more than they have. */
export function outranks(operator: Operator, permissions: Iterable<Permission>): boolean {
  return [...permissions].every((permission) => operator.permissions.has(permission))
}

/** Who did it, and where they were, as an event says it. */
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

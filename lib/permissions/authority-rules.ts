/** Decides who may act on whom, inside the transaction that acts. */
import { lockOf, transaction } from '@/db/connection'
import { findRole } from '@/db/queries/roles'
import { listHolderRows } from '@/db/queries/user-lists'
import { relyingParty } from '@/lib/passkeys/relying-party'
import { findUserRow, canAnyLogIn, type UserRecord } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { authorityOf, parsePermissions } from './authority'
import { assertMay, COMMAND_LINE, outranks, type Operator } from './operator'
import type { Permission } from './permissions'
import { ADMINISTRATOR, isRoleName, ROLES } from './roles'

/**
 * `yourself`: users cannot do this to themselves. `beyond-you`: the target has a permission that
 * the actor lacks.
 */
export type TargetRefusal = 'yourself' | 'not-found' | 'beyond-you'

export interface Target {
  readonly user: UserRecord
  /** Names of the user's roles. */
  readonly roles: readonly string[]
  /** The actor with their current permissions. */
  readonly operator: Operator
}

/**
 * The actor with their current permissions: since the guard let them in, they may have been
 * disabled or lost a role. The transaction must hold the lock `roles`.
 *
 * @throws NotAllowed
 */
export async function confirmOperator(actor: Operator, permission: Permission): Promise<Operator> {
  const current = await withCurrentPermissions(actor)
  assertMay(current, permission)
  return current
}

async function withCurrentPermissions(actor: Operator): Promise<Operator> {
  if (actor.userId === COMMAND_LINE.userId) return actor
  const user = await findUserRow(actor.userId)
  const mayAct = user !== null && user.disabledAt === null
  const permissions = mayAct ? (await authorityOf(user.id)).permissions : new Set<Permission>()
  return { ...actor, permissions }
}

/**
 * Runs `act` on a user in one transaction, if the actor may act on them.
 *
 * @throws NotAllowed
 */
export async function actOn<Result>(
  userId: UserId,
  actor: Operator,
  permission: Permission,
  act: (target: Target) => Promise<Result>,
): Promise<Result | { ok: false; reason: TargetRefusal }> {
  assertMay(actor, permission)
  return transaction({ locks: [...lockOf(userId), 'roles'] }, async () => {
    const operator = await confirmOperator(actor, permission)
    if (userId === operator.userId) return { ok: false, reason: 'yourself' }
    const user = await findUserRow(userId)
    if (!user) return { ok: false, reason: 'not-found' }
    const { roles, permissions } = await authorityOf(userId)
    if (!outranks(operator, permissions)) return { ok: false, reason: 'beyond-you' }
    return act({ user, roles, operator })
  })
}

/** Administrators to read at a time. The first page almost always decides. */
const PAGE = 50

/**
 * True when no other administrator can log in and stays. Always false for a disabled user and for
 * one who is not an administrator.
 */
export async function isLastAdministrator({
  user,
  roles,
}: Pick<Target, 'user' | 'roles'>): Promise<boolean> {
  if (!roles.includes(ADMINISTRATOR) || user.disabledAt !== null) return false
  const isOther = ({ id, deletionDueAt }: UserRecord) => id !== user.id && deletionDueAt === null
  return !(await canAdministratorLogIn(isOther))
}

/** True when one of these administrators is enabled and can log in. */
export async function canAdministratorLogIn(
  isMeant: (user: UserRecord) => boolean = () => true,
): Promise<boolean> {
  for (let cursor = null, holders; ; cursor = { id: holders.at(-1)?.id ?? '', at: new Date(0) }) {
    holders = await listHolderRows(ADMINISTRATOR, cursor, PAGE)
    const enabled = holders.filter((user) => user.disabledAt === null && isMeant(user))
    const ids = enabled.map(({ id }) => id)
    if (await canAnyLogIn(relyingParty()?.id ?? null, ids)) return true
    if (holders.length < PAGE) return false
  }
}

/** The permissions of a built-in or custom role; null for an unknown role. */
export async function permissionsOfRole(name: string): Promise<readonly Permission[] | null> {
  if (isRoleName(name)) return ROLES[name].permissions
  const role = await findRole(name)
  return role && parsePermissions(role.permissions)
}

/** Who may act on whom, asked inside the transaction that acts. */
import { lockOf, type Lock } from '@/db/connection'
import { findRole } from '@/db/queries/roles'
import { listHolderRows } from '@/db/queries/user-lists'
import { findUserRow, isAnyPasswordThere, type UserRecord } from '@/db/queries/users'
import { authorityOf, parsePermissions } from './authority'
import { assertMay, COMMAND_LINE, outranks, type Operator } from './operator'
import type { Permission } from './permissions'
import { ADMINISTRATOR, isRoleName, ROLES } from './roles'

/**
 * `yourself`: nobody does this to themselves. `beyond-you`: they may do something that the operator
 * may not.
 */
export type TargetRefusal = 'yourself' | 'not-found' | 'beyond-you'

export interface Target {
  readonly user: UserRecord
  /** Names of the roles they hold. */
  readonly roles: readonly string[]
  /** The operator, with what they may do now. */
  readonly operator: Operator
}

/** Everything by which it is decided who may act on `userId`. */
export function locksToActOn(userId: string): Lock[] {
  return [...lockOf(userId), 'roles']
}

/**
 * The operator with what they may do at this very moment: since the doorway let them in, another
 * may have taken their role or disabled them. The transaction must hold the lock `roles`.
 *
 * @throws NotAllowed
 */
export async function confirmOperator(
  operator: Operator,
  permission: Permission,
): Promise<Operator> {
  const current = await operatorOfNow(operator)
  assertMay(current, permission)
  return current
}

async function operatorOfNow(operator: Operator): Promise<Operator> {
  if (operator.userId === COMMAND_LINE.userId) return operator
  const user = await findUserRow(operator.userId)
  const mayAct = user !== null && user.disabledAt === null
  const permissions = mayAct ? (await authorityOf(user.id)).permissions : new Set<Permission>()
  return { ...operator, permissions }
}

/**
 * The user whom the operator is about to act on. The transaction must hold `locksToActOn` them.
 *
 * @throws NotAllowed
 */
export async function targetOf(
  asking: Operator,
  permission: Permission,
  userId: string,
): Promise<({ ok: true } & Target) | { ok: false; reason: TargetRefusal }> {
  const operator = await confirmOperator(asking, permission)
  if (userId === operator.userId) return { ok: false, reason: 'yourself' }
  const user = await findUserRow(userId)
  if (!user) return { ok: false, reason: 'not-found' }
  const { roles, permissions } = await authorityOf(userId)
  if (!outranks(operator, permissions)) return { ok: false, reason: 'beyond-you' }
  return { ok: true, user, roles, operator }
}

/** Administrators are looked at so many at a time; the first are enough, as good as always. */
const PAGE = 50

/**
 * True when no other administrator can log in. A user who is no administrator, or is disabled, leaves
 * no gap.
 */
export async function isLastAdministrator({ user, roles }: Target): Promise<boolean> {
  if (!roles.includes(ADMINISTRATOR) || user.disabledAt !== null) return false
  return !(await canAdministratorLogIn({ beside: user.id }))
}

/** True when there is an administrator, other than `beside`, who is enabled and has a password. */
export async function canAdministratorLogIn({ beside = '' } = {}): Promise<boolean> {
  for (let behind = null, holders; ; behind = { id: holders.at(-1)?.id ?? '', at: new Date(0) }) {
    holders = await listHolderRows(ADMINISTRATOR, behind, PAGE)
    const able = holders.filter(({ id, disabledAt }) => id !== beside && disabledAt === null)
    if (await isAnyPasswordThere(able.map(({ id }) => id))) return true
    if (holders.length < PAGE) return false
  }
}

/** What a role allows, of the product or made here; null when there is no such role. */
export async function permissionsOfRole(name: string): Promise<readonly Permission[] | null> {
  if (isRoleName(name)) return ROLES[name].permissions
  const role = await findRole(name)
  return role && parsePermissions(role.permissions)
}

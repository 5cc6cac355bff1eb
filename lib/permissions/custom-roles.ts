/** Makes, changes, deletes and lists roles. */
import { inBatches } from '@/db/batches'
import { transactionOver } from '@/db/connection'
import { deleteOneTimeTokensOfHolders } from '@/db/queries/one-time-tokens'
import { countHolders, deleteGrantsOfRole, isRoleHeld } from '@/db/queries/role-grants'
import {
  deleteRoleRow,
  findRole,
  insertRoleRow,
  listRoleRows,
  updateRoleRow,
} from '@/db/queries/roles'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { oneLine } from '@/lib/users/name'
import { parsePermissions } from './authority'
import { assertMay, byOperator, outranks, type Operator } from './operator'
import { isPermission, type Permission } from './permissions'
import { isRoleName, ROLES } from './roles'
import { confirmOperator } from './authority-rules'

/** In code points. */
export const MAX_DESCRIPTION_LENGTH = 200
const NAME = /^[a-z0-9-]{1,40}$/
/** These mean something else in the addresses of pages. */
const RESERVED: ReadonlySet<string> = new Set(['new', 'disabled'])

export interface RoleInput {
  readonly name: string
  readonly description: string
  /** Names of permissions, each as typed or ticked. */
  readonly permissions: readonly string[]
}

/** `built-in`: it comes with the product and stays as it is. */
export type RoleRefusal =
  | 'bad-name'
  | 'description-too-long'
  | 'unknown-permission'
  | 'beyond-you'
  | 'already'
  | 'built-in'
  | 'unknown-role'

export type RoleResult = { ok: true } | { ok: false; reason: RoleRefusal }

/**
 * Makes a role, of what the operator may do at most.
 *
 * @returns `already` for a name that is taken, also by a role of the product.
 * @throws NotAllowed
 */
export async function createRole(
  operator: Operator,
  input: RoleInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<RoleResult> {
  assertMay(operator, 'roles:write')
  const { name } = input
  if (!NAME.test(name) || RESERVED.has(name)) return { ok: false, reason: 'bad-name' }
  if (isRoleName(name)) return { ok: false, reason: 'already' }
  const parsed = parseRole(input)
  if (!parsed.ok) return parsed
  return transactionOver(['roles'], async () => {
    const current = await confirmOperator(operator, 'roles:write')
    if (!outranks(current, parsed.permissions)) return { ok: false, reason: 'beyond-you' }
    // A grant without a role, as of another version's: whoever has it must not gain by a new one.
    if (await isRoleHeld(name)) return { ok: false, reason: 'already' }
    const isNew = await insertRoleRow({ name, ...stored(parsed), createdAt: now })
    if (!isNew) return { ok: false, reason: 'already' }
    const details = { role: name, permissions: parsed.permissions.join(' ') }
    await recordEvent({ type: 'role_created', ...byOperator(operator, from), details }, now)
    return { ok: true }
  })
}

/**
 * Replaces what a role allows, in effect at the next request of everyone who holds it.
 *
 * @returns `beyond-you` when it allowed, or is to allow, more than the operator may.
 * @throws NotAllowed
 */
export async function changeRole(
  operator: Operator,
  input: RoleInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<RoleResult> {
  assertMay(operator, 'roles:write')
  const { name } = input
  if (isRoleName(name)) return { ok: false, reason: 'built-in' }
  const parsed = parseRole(input)
  if (!parsed.ok) return parsed
  return transactionOver(['roles'], async () => {
    const refusal = await refusalOfChange(operator, name, parsed.permissions)
    if (refusal) return { ok: false, reason: refusal }
    await updateRoleRow(name, stored(parsed))
    // As when a role is given: whoever made them might not make them now.
    await deleteOneTimeTokensOfHolders(name)
    const details = { role: name, permissions: parsed.permissions.join(' ') }
    await recordEvent({ type: 'role_changed', ...byOperator(operator, from), details }, now)
    return { ok: true }
  })
}

/**
 * Deletes a role, and takes it from everyone who holds it.
 *
 * @throws NotAllowed; and Unavailable, when some may have lost it already: delete it again.
 */
export async function deleteRole(
  operator: Operator,
  { name }: Pick<RoleInput, 'name'>,
  from?: SeenFrom,
  now = new Date(),
): Promise<RoleResult> {
  assertMay(operator, 'roles:write')
  if (isRoleName(name)) return { ok: false, reason: 'built-in' }
  let result: RoleResult = { ok: true }
  let removed = 0
  await inBatches(async (size) => {
    const step = await transactionOver(['roles'], async () => {
      const refusal = await refusalOfChange(operator, name, [])
      if (refusal) return refusal
      const some = await deleteGrantsOfRole(name, size)
      if (some === size) return some
      await deleteRoleRow(name)
      const details = { role: name, holders: removed + some }
      await recordEvent({ type: 'role_deleted', ...byOperator(operator, from), details }, now)
      return null
    })
    if (typeof step === 'string') result = { ok: false, reason: step }
    else if (step !== null) removed += step
    return typeof step === 'number'
  })
  return result
}

async function refusalOfChange(
  operator: Operator,
  name: string,
  permissions: readonly Permission[],
): Promise<'unknown-role' | 'beyond-you' | null> {
  const current = await confirmOperator(operator, 'roles:write')
  const role = await findRole(name)
  if (!role) return 'unknown-role'
  const both = [...parsePermissions(role.permissions), ...permissions]
  return outranks(current, both) ? null : 'beyond-you'
}

export interface RoleSummary {
  name: string
  description: string
  permissions: readonly Permission[]
  /** It comes with the product: nobody changes it. */
  builtIn: boolean
  /** How many hold it; `MOST_HOLDERS` stands for that many or more. */
  holders: number
}

/** Holders are counted up to here, so that a role of a million costs no more. */
export const MOST_HOLDERS = 1000

/** Those of the product first, then those made here by name. @throws NotAllowed */
export async function listRoles(operator: Operator): Promise<RoleSummary[]> {
  assertMay(operator, 'roles:read')
  const builtIn = Object.entries(ROLES).map(([name, role]) => ({ name, ...role, builtIn: true }))
  const made = (await listRoleRows()).map(({ name, description, permissions }) => ({
    name,
    description,
    permissions: parsePermissions(permissions),
    builtIn: false,
  }))
  const counted = [...builtIn, ...made].map(async (role) => ({
    ...role,
    holders: await countHolders(role.name, MOST_HOLDERS),
  }))
  return Promise.all(counted)
}

/** What roles are called, for those who see who holds them. @throws NotAllowed */
export async function listRoleNames(operator: Operator): Promise<string[]> {
  assertMay(operator, 'users:read')
  return [...Object.keys(ROLES), ...(await listRoleRows()).map(({ name }) => name)]
}

export type CustomRole = Omit<RoleSummary, 'builtIn'>

/** A role that was made here, to be changed; null for any other. @throws NotAllowed */
export async function findCustomRole(operator: Operator, name: string): Promise<CustomRole | null> {
  assertMay(operator, 'roles:write')
  const role = isRoleName(name) ? null : await findRole(name)
  if (!role) return null
  const { description } = role
  const permissions = parsePermissions(role.permissions)
  return { name, description, permissions, holders: await countHolders(name, MOST_HOLDERS) }
}

interface ParsedRole {
  description: string
  permissions: readonly Permission[]
}

function parseRole({
  description,
  permissions,
}: RoleInput): ({ ok: true } & ParsedRole) | { ok: false; reason: RoleRefusal } {
  const line = oneLine(description)
  if ([...line].length > MAX_DESCRIPTION_LENGTH) {
    return { ok: false, reason: 'description-too-long' }
  }
  if (!permissions.every(isPermission)) return { ok: false, reason: 'unknown-permission' }
  return { ok: true, description: line, permissions: [...new Set(permissions)].sort() }
}

function stored({ description, permissions }: ParsedRole) {
  return { description, permissions: JSON.stringify(permissions) }
}

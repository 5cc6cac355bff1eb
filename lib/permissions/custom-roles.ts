/** Creates, changes, deletes and lists roles. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
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
const MAX_DESCRIPTION_LENGTH = 200
const NAME = /^[a-z0-9-]{1,40}$/
/** These mean something else in the paths of pages. */
const RESERVED: ReadonlySet<string> = new Set(['new', 'disabled'])

export interface RoleInput {
  readonly name: string
  readonly description: string
  /** Names of permissions, not checked yet. */
  readonly permissions: readonly string[]
}

/** `built-in`: the role comes with the product and cannot be changed. */
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
 * Creates a role. It can allow only what the actor may do.
 *
 * @returns `already` for a name that is taken, also by a built-in role.
 * @throws NotAllowed
 */
export async function createRole(
  actor: Operator,
  input: RoleInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<RoleResult> {
  assertMay(actor, 'roles:write')
  const { name } = input
  if (!NAME.test(name) || RESERVED.has(name)) return { ok: false, reason: 'bad-name' }
  if (isRoleName(name)) return { ok: false, reason: 'already' }
  const parsed = parseRole(input)
  if (!parsed.ok) return parsed
  return transaction({ locks: ['roles'] }, async () => {
    const current = await confirmOperator(actor, 'roles:write')
    if (!outranks(current, parsed.permissions)) return { ok: false, reason: 'beyond-you' }
    // Another version may have left grants of a role with this name: their holders must not get
    // the new permissions.
    if (await isRoleHeld(name)) return { ok: false, reason: 'already' }
    const isNew = await insertRoleRow({ name, ...stored(parsed), createdAt: now })
    if (!isNew) return { ok: false, reason: 'already' }
    const details = { role: name, permissions: parsed.permissions.join(' ') }
    await recordEvent({ type: 'role_created', ...byOperator(actor, from), details }, now)
    return { ok: true }
  })
}

/**
 * Replaces the permissions of a role, in effect at the next request of each holder.
 *
 * @returns `beyond-you` when its old or new permissions exceed those of the actor.
 * @throws NotAllowed
 */
export async function changeRole(
  actor: Operator,
  input: RoleInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<RoleResult> {
  assertMay(actor, 'roles:write')
  const { name } = input
  if (isRoleName(name)) return { ok: false, reason: 'built-in' }
  const parsed = parseRole(input)
  if (!parsed.ok) return parsed
  return transaction({ locks: ['roles'] }, async () => {
    const refusal = await refusalOfChange(actor, name, parsed.permissions)
    if (refusal) return { ok: false, reason: refusal }
    await updateRoleRow(name, stored(parsed))
    // As in `giveRole`: the creator of an open link may now have fewer permissions than its user.
    await deleteOneTimeTokensOfHolders(name)
    const details = { role: name, permissions: parsed.permissions.join(' ') }
    await recordEvent({ type: 'role_changed', ...byOperator(actor, from), details }, now)
    return { ok: true }
  })
}

/**
 * Deletes a role, and takes it from all its holders.
 *
 * @throws NotAllowed; and Unavailable, after which some holders may have lost it: delete it again.
 */
export async function deleteRole(
  actor: Operator,
  { name }: Pick<RoleInput, 'name'>,
  from?: SeenFrom,
  now = new Date(),
): Promise<RoleResult> {
  assertMay(actor, 'roles:write')
  if (isRoleName(name)) return { ok: false, reason: 'built-in' }
  let result: RoleResult = { ok: true }
  let removed = 0
  await inBatches(async (size) => {
    const step = await transaction({ locks: ['roles'] }, async () => {
      const refusal = await refusalOfChange(actor, name, [])
      if (refusal) return refusal
      const some = await deleteGrantsOfRole(name, size)
      if (some === size) return some
      await deleteRoleRow(name)
      const details = { role: name, holders: removed + some }
      await recordEvent({ type: 'role_deleted', ...byOperator(actor, from), details }, now)
      return null
    })
    if (typeof step === 'string') result = { ok: false, reason: step }
    else if (step !== null) removed += step
    return typeof step === 'number'
  })
  return result
}

async function refusalOfChange(
  actor: Operator,
  name: string,
  permissions: readonly Permission[],
): Promise<'unknown-role' | 'beyond-you' | null> {
  const current = await confirmOperator(actor, 'roles:write')
  const role = await findRole(name)
  if (!role) return 'unknown-role'
  const both = [...parsePermissions(role.permissions), ...permissions]
  return outranks(current, both) ? null : 'beyond-you'
}

export interface RoleSummary {
  name: string
  description: string
  permissions: readonly Permission[]
  /** It comes with the product and cannot be changed. */
  builtIn: boolean
  /** How many users hold it; `MAX_HOLDERS` means that many or more. */
  holders: number
}

/** Counting stops here, so that a role with a million holders costs no more. */
export const MAX_HOLDERS = 1000

/** The built-in roles, then the custom ones by name. @throws NotAllowed */
export async function listRoles(actor: Operator): Promise<RoleSummary[]> {
  assertMay(actor, 'roles:read')
  const builtIn = Object.entries(ROLES).map(([name, role]) => ({ name, ...role, builtIn: true }))
  const custom = (await listRoleRows()).map(({ name, description, permissions }) => ({
    name,
    description,
    permissions: parsePermissions(permissions),
    builtIn: false,
  }))
  const counted = [...builtIn, ...custom].map(async (role) => ({
    ...role,
    holders: await countHolders(role.name, MAX_HOLDERS),
  }))
  return Promise.all(counted)
}

/** The names of all roles, for actors who may see users. @throws NotAllowed */
export async function listRoleNames(actor: Operator): Promise<string[]> {
  assertMay(actor, 'users:read')
  return [...Object.keys(ROLES), ...(await listRoleRows()).map(({ name }) => name)]
}

export type CustomRole = Omit<RoleSummary, 'builtIn'>

/** A custom role, for editing; null for any other. @throws NotAllowed */
export async function findCustomRole(actor: Operator, name: string): Promise<CustomRole | null> {
  assertMay(actor, 'roles:write')
  const role = isRoleName(name) ? null : await findRole(name)
  if (!role) return null
  const { description } = role
  const permissions = parsePermissions(role.permissions)
  return { name, description, permissions, holders: await countHolders(name, MAX_HOLDERS) }
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

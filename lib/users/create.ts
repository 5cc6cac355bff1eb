/** Makes a user for somebody else, who then chooses a password by a link. */
import { transactionOver } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { makePasswordLink, WELCOME_LIFE, type PasswordLink } from '@/lib/links/password-link'
import { giveRole, refusalOfRoles } from '@/lib/permissions/grant'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { fitsToken } from '@/lib/permissions/token-size'
import { parseEmail, type EmailAddress } from './email'
import { isNameTooLong, oneLine } from './name'
import { insertNewUser } from './new-user'

export interface UserInput {
  readonly email: string
  readonly name: string
  readonly roles: readonly string[]
}

export type CreateUserRefusal =
  'bad-address' | 'address-taken' | 'name-too-long' | 'unknown-role' | 'beyond-you' | 'too-large'

export type CreateUserResult =
  { ok: true; userId: string; link: PasswordLink } | { ok: false; reason: CreateUserRefusal }

/**
 * Makes a user without a password. Whoever opens the link chooses it; until then nobody can log in.
 * Roles take the permission to give them as well.
 *
 * @throws NotAllowed
 */
export async function createUser(
  operator: Operator,
  input: UserInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<CreateUserResult> {
  assertMay(operator, 'users:create')
  const roles = [...new Set(input.roles)]
  const email = parseEmail(input.email)
  if (!email) return { ok: false, reason: 'bad-address' }
  const name = oneLine(input.name)
  if (isNameTooLong(name)) return { ok: false, reason: 'name-too-long' }
  if (!fitsToken(roles)) return { ok: false, reason: 'too-large' }
  return transactionOver(['roles'], () => create(operator, { email, name, roles }, from, now))
}

async function create(
  asking: Operator,
  { email, name, roles }: { email: EmailAddress; name: string; roles: readonly string[] },
  from: SeenFrom | undefined,
  now: Date,
): Promise<CreateUserResult> {
  const operator = await confirmOperator(asking, 'users:create')
  if (roles.length > 0) assertMay(operator, 'roles:grant')
  const refusal = await refusalOfRoles(operator, roles)
  if (refusal) return { ok: false, reason: refusal }
  const userId = await insertNewUser({ email, name, passwordHash: null }, now)
  if (userId === null) return { ok: false, reason: 'address-taken' }
  for (const role of roles) await giveRole(operator, { userId, role }, from, now)
  const link = await makePasswordLink(userId, WELCOME_LIFE, now)
  const personal = { email: email.address }
  await recordEvent({ type: 'user_created', ...byOperator(operator, from), userId, personal }, now)
  return { ok: true, userId, link }
}

/** Lets an administrator create a user, who then chooses a password with a link. */
import { transaction } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { createPasswordLink, WELCOME_LIFETIME, type PasswordLink } from '@/lib/links/password-link'
import { giveRole, refusalOfRoles } from '@/lib/permissions/grant'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { fitsToken } from '@/lib/permissions/token-size'
import type { UserId } from '@/lib/base/ids'
import { parseEmail, type EmailAddress } from './email'
import { isNameTooLong, oneLine } from './name'
import { insertNewUser } from './new-user'

export interface UserInput {
  readonly email: string
  readonly name: string
  readonly roles: readonly string[]
}

export type CreateUserRefusal =
  | 'bad-address'
  | 'address-taken'
  | 'name-too-long'
  | 'unknown-role'
  | 'beyond-you'
  | 'too-large'

export type CreateUserResult =
  | { ok: true; userId: UserId; link: PasswordLink }
  | { ok: false; reason: CreateUserRefusal }

/**
 * Creates a user without a password, who cannot log in until they choose one with the link.
 * Assigning roles also requires the permission `roles:grant`.
 *
 * @throws NotAllowed
 */
export async function createUser(
  actor: Operator,
  input: UserInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<CreateUserResult> {
  assertMay(actor, 'users:create')
  const roles = [...new Set(input.roles)]
  const email = parseEmail(input.email)
  if (!email) return { ok: false, reason: 'bad-address' }
  const name = oneLine(input.name)
  if (isNameTooLong(name)) return { ok: false, reason: 'name-too-long' }
  if (!fitsToken(roles)) return { ok: false, reason: 'too-large' }
  return transaction({ locks: ['roles'] }, () => create(actor, { email, name, roles }, from, now))
}

async function create(
  actor: Operator,
  { email, name, roles }: { email: EmailAddress; name: string; roles: readonly string[] },
  from: SeenFrom | undefined,
  now: Date,
): Promise<CreateUserResult> {
  const confirmed = await confirmOperator(actor, 'users:create')
  if (roles.length > 0) assertMay(confirmed, 'roles:grant')
  const refusal = await refusalOfRoles(confirmed, roles)
  if (refusal) return { ok: false, reason: refusal }
  const userId = await insertNewUser({ email, name, passwordHash: null }, now)
  if (userId === null) return { ok: false, reason: 'address-taken' }
  for (const role of roles) await giveRole(confirmed, { userId, role }, from, now)
  const link = await createPasswordLink(userId, WELCOME_LIFETIME, now)
  const personal = { email: email.address }
  await recordEvent({ type: 'user_created', ...byOperator(confirmed, from), userId, personal }, now)
  return { ok: true, userId, link }
}

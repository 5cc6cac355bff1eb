/** Creates administrators without the checks of the product. */
import { authorityOf } from '@/lib/permissions/authority'
import type { Operator } from '@/lib/permissions/operator'
import type { UserId } from '@/lib/base/ids'
import { givenPassword, givenRole, givenUser } from './people'

export type UserOperator = Operator & { readonly userId: UserId }

let operators = 0

/** A user with these roles, as a guard would return them now. */
export async function givenOperator(...roles: string[]): Promise<UserOperator> {
  operators += 1
  const userId = await givenUser(`operator${operators}@example.com`)
  await givenPassword(userId)
  for (const role of roles) await givenRole(userId, role)
  return operatorOf(userId)
}

export async function operatorOf(userId: UserId): Promise<UserOperator> {
  const { permissions } = await authorityOf(userId)
  return { userId, sessionId: 'ses_of_the_operator', permissions }
}

/** Accounts that sign up with the code of the product, and what tests of them share. */
import { COMMAND_LINE } from '@/lib/permissions/operator'
import type { UserId } from '@/lib/base/ids'
import type { SessionTokens } from '@/lib/sessions/issue'
import { createUser } from '@/lib/users/create'
import { signUp, type NewAccount } from '@/lib/users/sign-up'
import { LAPTOP, NOW } from './people'

/** Strong enough for every rule. */
export const PASSWORD = 'eleven lanterns over quiet harbour'

/** What a browser without a session presents. */
export const NO_TOKENS = { access: null, refresh: null }

/** Signs up at `NOW`. @returns the tokens of the first session */
export async function givenAccount(change: Partial<NewAccount> = {}): Promise<SessionTokens> {
  const ada = { email: 'ada@example.com', name: 'Ada', password: PASSWORD }
  const made = await signUp({ ...ada, from: LAPTOP, replaces: NO_TOKENS, ...change }, NOW)
  if (!made.ok) throw new Error(made.reason)
  if (!made.tokens) throw new Error('The account waits for its mail')
  return made.tokens
}

/** A user whom an administrator created, without a password. */
export async function givenCreated(email: string, name = '', now = NOW): Promise<UserId> {
  const made = await createUser(COMMAND_LINE, { email, name, roles: [] }, LAPTOP, now)
  if (!made.ok) throw new Error(made.reason)
  return made.userId
}

/** How the domain refuses an act. */
export const refused = (reason: string) => ({ ok: false, reason })

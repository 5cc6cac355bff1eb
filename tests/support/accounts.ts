/** Accounts that sign up with the code of the product, and what tests of them share. */
import type { SessionTokens } from '@/lib/sessions/issue'
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
  return made.tokens
}

/** How the domain refuses an act. */
export const refused = (reason: string) => ({ ok: false, reason })

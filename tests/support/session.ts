/** A person and the cookies they hold, for tests that speak HTTP without a browser. */
import { logIn } from '@/lib/sessions/log-in'
import type { SessionTokens } from '@/lib/sessions/tokens'
import { LAPTOP } from './people'

/** Tokens of a fresh session of this person. */
export async function tokensFor(person: {
  email: string
  password: string
}): Promise<SessionTokens> {
  const nothing = { access: null, refresh: null }
  const result = await logIn({ ...person, persistent: true, from: LAPTOP, replaces: nothing })
  if (!result.ok) throw new Error(result.reason)
  return result.tokens
}

/** The `Cookie` header of a browser that holds these. */
export function cookieHeader({ access, refresh }: { access?: string; refresh?: string }): string {
  return [access && `gh_access=${access}`, refresh && `gh_refresh=${refresh}`]
    .filter(Boolean)
    .join('; ')
}

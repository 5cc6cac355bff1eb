/** A person and the cookies they hold, for tests that speak HTTP without a browser. */
import { lockOf, transactionOver } from '@/db/connection'
import { findCredentials } from '@/db/queries/users'
import { parseEmail } from '@/lib/users/email'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { LAPTOP } from './people'

/**
 * Tokens of a fresh session of this person, begun as a log-in with `Stay signed in` begins it once
 * the password was right: tests of the password itself log in by the form.
 */
export async function tokensFor({ email }: { email: string }): Promise<SessionTokens> {
  const key = parseEmail(email)?.key ?? email
  const now = new Date()
  const checked = await findCredentials(key)
  const session = await transactionOver(checked ? lockOf(checked.userId) : [], async () => {
    const user = await findCredentials(key)
    if (!user) throw new Error(`There is no ${email}`)
    const { userId, version } = user
    return startSession({ userId, version, kind: 'web', persistent: true, from: LAPTOP }, now)
  })
  return issueTokens(session, now)
}

/** The `Cookie` header of a browser that holds these. */
export function cookieHeader({ access, refresh }: { access?: string; refresh?: string }): string {
  return [access && `gh_access=${access}`, refresh && `gh_refresh=${refresh}`]
    .filter(Boolean)
    .join('; ')
}

/** Sessions and cookie headers for tests that use HTTP without a browser. */
import { lockOf, transaction } from '@/db/connection'
import { findCredentials } from '@/db/queries/users'
import { addSeconds, MINUTE } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { authenticate, recordUse, type Actor } from '@/lib/sessions/authenticate'
import { parseEmail } from '@/lib/users/email'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { LAPTOP } from './people'
import { changeSession, sessionRow } from './rows'

/**
 * Tokens of a new session of this user, as after a log-in with `Stay signed in`, but without the
 * password check: tests of the password use the form.
 */
export async function tokensFor({ email }: { email: string }): Promise<SessionTokens> {
  const key = parseEmail(email)?.key ?? email
  const now = new Date()
  const checked = await findCredentials(key)
  const session = await transaction({ locks: checked ? lockOf(checked.userId) : [] }, async () => {
    const user = await findCredentials(key)
    if (!user) throw new Error(`There is no ${email}`)
    const { userId, version } = user
    return startSession({ userId, version, kind: 'web', persistent: true, from: LAPTOP }, now)
  })
  return issueTokens(session, now)
}

/** The `Cookie` header of a browser that holds these tokens. */
export function cookieHeader({ access, refresh }: { access?: string; refresh?: string }): string {
  return [access && `gh_access=${access}`, refresh && `gh_refresh=${refresh}`]
    .filter(Boolean)
    .join('; ')
}

/** The same for a user who logged in ten minutes ago, so that grave acts ask for the password. */
export async function oldTokensFor(person: { email: string }): Promise<SessionTokens> {
  const { sessionId } = await tokensFor(person)
  await changeSession(sessionId, { authTime: addSeconds(new Date(), -10 * MINUTE) })
  return issueTokens(await sessionRow(sessionId), new Date())
}

/** Authenticates a request and records its use. */
export async function use(
  { access }: SessionTokens,
  from: SeenFrom,
  now: Date,
  asked = now,
): Promise<Actor> {
  const found = await authenticate(access, 'web', asked)
  if (!found.ok) throw new Error(`The access token was refused: ${found.reason}`)
  await recordUse(found.session, found.actor, from, now)
  return found.actor
}

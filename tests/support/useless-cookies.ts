/** Cookies that are no longer valid, or never were. */
import { transaction } from '@/db/connection'
import { findCredentials } from '@/db/queries/users'
import { startEnrolment, startPendingLogIn } from '@/lib/factors/pending'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { startSession } from '@/lib/sessions/start'
import { issueTokens } from '@/lib/sessions/issue'
import { LAPTOP } from './people'
import { tokensFor } from './session'

interface Person {
  email: string
  password: string
}

/** `Cookie` headers by what is wrong with them. */
export async function uselessCookies(person: Person): Promise<Record<string, string>> {
  const tokens = await tokensFor(person)
  const { access, refresh } = tokens
  await endOwnSessions(tokens, 'this', LAPTOP)
  return {
    'without a cookie': '',
    'with garbage': 'gh_access=garbage; gh_refresh=garbage',
    'with a token that was revoked': `gh_access=${access}`,
    'with both tokens of an ended session': `gh_access=${access}; gh_refresh=${refresh}`,
    'with an expired token': `gh_access=${await expiredToken(person)}`,
    'with a refresh token for an access token': `gh_access=${refresh}`,
    'with a log-in that waits for a code': await pendingLogIn(person, startPendingLogIn),
    'with a log-in that must set up a second factor': await pendingLogIn(person, startEnrolment),
    'with a signature that was cut off': `gh_access=${access.slice(0, access.lastIndexOf('.') + 1)}`,
  }
}

/** Its token in every cookie that a browser keeps of us. */
async function pendingLogIn({ email }: Person, start: typeof startPendingLogIn): Promise<string> {
  const { userId, version } = await userOf(email)
  const client = { kind: 'web', persistent: true, deviceName: null, audience: null } as const
  const token = await transaction({ locks: 'all' }, () =>
    start({ ...client, userId, version, amr: '["pwd"]', novelty: null }, new Date()),
  )
  return `gh_pending=${token}; gh_access=${token}; gh_refresh=${token}`
}

async function expiredToken({ email }: Person): Promise<string> {
  const anHourAgo = new Date(Date.now() - 3_600_000)
  const user = await userOf(email)
  const session = await transaction({ locks: 'all' }, () =>
    startSession(
      { userId: user.userId, version: user.version, kind: 'web', persistent: true, from: LAPTOP },
      anHourAgo,
    ),
  )
  return (await issueTokens(session, anHourAgo)).access
}

async function userOf(email: string) {
  const user = await findCredentials(email)
  if (!user) throw new Error(`There is no ${email}`)
  return user
}

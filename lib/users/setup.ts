/** Makes the first administrator, by a link that the start prints. */
import { lockOf, transactionOver } from '@/db/connection'
import {
  deleteSetupTokens,
  findOneTimeToken,
  insertOneTimeToken,
} from '@/db/queries/one-time-tokens'
import { isAnyPasswordThere } from '@/db/queries/users'
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { lookAtLink, newLinkToken, type LinkLook } from '@/lib/links/link-token'
import { hashPassword } from '@/lib/passwords/hash'
import { giveRole } from '@/lib/permissions/grant'
import { ADMINISTRATOR } from '@/lib/permissions/roles'
import { canAdministratorLogIn } from '@/lib/permissions/authority-rules'
import { PASSWORDS_OF_LINK } from '@/lib/rate-limits/limits'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { SETUP } from '@/lib/base/routes'
import { endReplaced } from '@/lib/sessions/end'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { after, DAY } from '@/lib/base/time'
import { judgeAccount, readAccount, type AccountFault, type AccountInput } from './account'
import type { EmailAddress } from './email'
import { insertNewUser } from './new-user'

const PURPOSE = 'setup'
/** In seconds: whoever installs may sleep over it, and the next start prints another. */
const SETUP_LIFE = DAY
const SYSTEM = { userId: 'system', sessionId: null }

/**
 * The link, where nobody has a password and so nobody could log in; null otherwise. Each copy that
 * starts has its own.
 */
export async function newSetupLink(now = new Date()): Promise<string | null> {
  const { token, hash } = newLinkToken()
  const isNew = await transactionOver(['roles'], async () => {
    if (await isAnyPasswordThere()) return false
    const expiresAt = after(now, SETUP_LIFE)
    await insertOneTimeToken({ hash, purpose: PURPOSE, userId: null, createdAt: now, expiresAt })
    return true
  })
  return isNew ? `${env().appOrigin}${SETUP}?token=${token}` : null
}

/** Whether a link may be used. Uses nothing up. @throws Unavailable */
export async function lookAtSetupLink(
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<LinkLook> {
  const look = await lookAtLink(PURPOSE, token, network, now)
  if (look.ok && (await canAdministratorLogIn())) return { ok: false, reason: 'bad-link' }
  return look
}

export interface Setup extends AccountInput {
  readonly token: string
  readonly from: SeenFrom
  readonly replaces: PresentedTokens
}

/** `bad-link`: never made, used, expired, or there is an administrator who can log in. */
export type SetupRefusal = 'bad-link'

export type SetupResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: SetupRefusal }
  | { ok: false; reason: 'faults'; faults: readonly AccountFault[] }
  | Throttled
  | Busy

/**
 * Makes the user, gives them the role, and signs them in; every such link is void then. It works
 * where sign-up is closed too.
 *
 * @throws Unavailable; nothing has changed then.
 */
export async function setUp(input: Setup, now = new Date()): Promise<SetupResult> {
  const account = readAccount(input)
  if (account.isRefused) return { ok: false, reason: 'faults', faults: account.faults }
  const look = await lookAtSetupLink(input.token, input.from, now)
  if (!look.ok) return look
  const takes = [{ limit: PASSWORDS_OF_LINK, key: [look.link.hash] }]
  return tried(takes, now, async () => {
    const { email, name, password } = account
    const faults = await judgeAccount(account)
    if (!email || faults.length > 0) return { ok: false, reason: 'faults', faults }
    const passwordHash = await hashPassword(password)
    return begin({ email, name, passwordHash, hash: look.link.hash }, input, now)
  })
}

interface FirstUser {
  readonly email: EmailAddress
  readonly name: string
  readonly passwordHash: string
  readonly hash: string
}

async function begin(
  { hash, ...user }: FirstUser,
  { from, replaces }: Setup,
  now: Date,
): Promise<SetupResult> {
  const replaced = await identifySession(replaces, now)
  const locks = replaced ? lockOf(replaced.session.userId) : []
  const made = await transactionOver<SessionRecord | SetupRefusal | 'address-taken'>(
    [...locks, 'roles'],
    async () => {
      if (await canAdministratorLogIn()) return 'bad-link'
      if (!(await findOneTimeToken(hash, PURPOSE, now))) return 'bad-link'
      const userId = await insertNewUser(user, now)
      if (userId === null) return 'address-taken'
      await deleteSetupTokens()
      await recordEvent({ type: 'user_created', ...byOwner(userId), from }, now)
      await giveRole(SYSTEM, { userId, role: ADMINISTRATOR }, from, now)
      if (replaced) await endReplaced(replaced, from, now)
      return startSession({ userId, version: 0, kind: 'web', persistent: false, from }, now)
    },
  )
  if (made === 'address-taken') return { ok: false, reason: 'faults', faults: [made] }
  if (typeof made === 'string') return { ok: false, reason: made }
  return { ok: true, tokens: await issueTokens(made, now) }
}

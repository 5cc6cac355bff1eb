/** Creates the first administrator, with a link that the server prints when it starts. */
import { lockOf, transaction } from '@/db/connection'
import {
  deleteSetupTokens,
  findOneTimeToken,
  insertOneTimeToken,
} from '@/db/queries/one-time-tokens'
import { canAnyLogIn } from '@/db/queries/users'
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import { grantDevice } from '@/lib/devices/known-device'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkLink, newLinkToken, type LinkCheck } from '@/lib/links/link-token'
import { hashPassword } from '@/lib/passwords/hash'
import { giveRole } from '@/lib/permissions/grant'
import { ADMINISTRATOR } from '@/lib/permissions/roles'
import { canAdministratorLogIn } from '@/lib/permissions/authority-rules'
import { relyingParty } from '@/lib/passkeys/relying-party'
import { PASSWORDS_OF_LINK } from '@/lib/rate-limits/limits'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { SETUP } from '@/lib/base/routes'
import { endReplacedSession } from '@/lib/sessions/end/one'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { addSeconds, DAY } from '@/lib/base/time'
import { judgeAccount, readAccount, type AccountFault, type AccountInput } from './account'
import type { EmailAddress } from './email'
import { insertNewUser } from './new-user'

const PURPOSE = 'setup'
/** In seconds: until the next day. Each start prints a new link. */
const SETUP_LIFE = DAY
const SYSTEM = { userId: 'system', sessionId: null } as const

/**
 * The link, if no user can log in; null otherwise. Each instance
 * creates its own.
 */
export async function newSetupLink(now = new Date()): Promise<string | null> {
  const { token, hash } = newLinkToken()
  const isNew = await transaction({ locks: ['roles'] }, async () => {
    if (await canAnyLogIn(relyingParty()?.id ?? null)) return false
    const expiresAt = addSeconds(now, SETUP_LIFE)
    await insertOneTimeToken({ hash, purpose: PURPOSE, userId: null, createdAt: now, expiresAt })
    return true
  })
  return isNew ? `${env().appOrigin}${SETUP}?token=${token}` : null
}

/** Whether a link may be used. The link stays valid. @throws Unavailable */
export async function checkSetupLink(
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<LinkCheck> {
  const found = await checkLink(PURPOSE, token, network, now)
  if (found.ok && (await canAdministratorLogIn())) return { ok: false, reason: 'bad-link' }
  return found
}

export interface Setup extends AccountInput {
  readonly token: string
  readonly from: SeenFrom
  readonly replaces: PresentedTokens
  /** The secret of the browser's device cookie. */
  readonly deviceSecret?: string
}

/** `bad-link`: unknown, used, expired, or an administrator can log in already. */
type SetupRefusal = 'bad-link'

export type SetupResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: SetupRefusal }
  | { ok: false; reason: 'faults'; faults: readonly AccountFault[] }
  | Throttled
  | Busy

/**
 * Creates the user with the role, starts a session, and deletes all such links. Works also while
 * sign-up is closed.
 *
 * @throws Unavailable; nothing has changed then.
 */
export async function setUp(input: Setup, now = new Date()): Promise<SetupResult> {
  const account = readAccount(input)
  if (account.isRefused) return { ok: false, reason: 'faults', faults: account.faults }
  const look = await checkSetupLink(input.token, input.from, now)
  if (!look.ok) return look
  const takes = [{ limit: PASSWORDS_OF_LINK, key: [look.link.hash] }]
  return tried(takes, now, async () => {
    const { email, name, password } = account
    const { faults, strength } = await judgeAccount(account)
    if (!email || faults.length > 0) return { ok: false, reason: 'faults', faults }
    const passwordHash = await hashPassword(password)
    return begin({ email, name, passwordHash, strength, hash: look.link.hash }, input, now)
  })
}

interface FirstUser {
  readonly email: EmailAddress
  readonly name: string
  readonly passwordHash: string
  readonly strength: number
  readonly hash: string
}

async function begin(
  { hash, ...user }: FirstUser,
  { from, replaces, deviceSecret }: Setup,
  now: Date,
): Promise<SetupResult> {
  const replaced = await identifySession(replaces, now)
  const locks = replaced ? lockOf(replaced.session.userId) : []
  const created = await transaction<SessionRecord | SetupRefusal | 'address-taken'>(
    { locks: [...locks, 'roles'] },
    async () => {
      if (await canAdministratorLogIn()) return 'bad-link'
      if (!(await findOneTimeToken(hash, PURPOSE, now))) return 'bad-link'
      const userId = await insertNewUser(user, now)
      if (userId === null) return 'address-taken'
      await deleteSetupTokens()
      await recordEvent({ type: 'user_created', ...byOwner(userId), from }, now)
      await giveRole(SYSTEM, { userId, role: ADMINISTRATOR }, from, now)
      if (replaced) await endReplacedSession(replaced, from, now)
      if (deviceSecret) await grantDevice(userId, 'log-in', { secret: deviceSecret, from }, now)
      return startSession({ userId, version: 0, kind: 'web', persistent: false, from }, now)
    },
  )
  if (created === 'address-taken') return { ok: false, reason: 'faults', faults: [created] }
  if (typeof created === 'string') return { ok: false, reason: created }
  return { ok: true, tokens: await issueTokens(created, now) }
}

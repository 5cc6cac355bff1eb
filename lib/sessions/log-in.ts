/** Logs a user in with an email address and a password. */
import { lockOf, transaction } from '@/db/connection'
import { findCredentials, swapPasswordHash, type Credentials } from '@/db/queries/users'
import { listNetworks, type SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkPassword, hashPassword } from '@/lib/passwords/hash'
import { refusalOfImpossiblePassword } from '@/lib/passwords/policy'
import {
  LOG_IN_ACCOUNT,
  LOG_IN_NETWORK,
  LOG_IN_PAIR,
  LOG_IN_REFUSALS_RECORDED,
} from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { forget, giveBack, takeAttempt, waitBefore, type Take } from '@/lib/rate-limits/take'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { log } from '@/lib/telemetry/log'
import { count } from '@/lib/telemetry/metrics'
import { isUnavailable } from '@/lib/base/unavailable'
import { parseEmail } from '@/lib/users/email'
import type { UserId } from '@/lib/base/ids'
import { endReplacedSession } from './end/one'
import { identifySession, type PresentedTokens } from './identify'
import { startSession, type NewSession } from './start'
import { issueTokens, type SessionTokens } from './issue'

export interface LogInAttempt {
  readonly email: string
  readonly password: string
  /** The user chose `Stay signed in`. */
  readonly persistent: boolean
  readonly from: SeenFrom
  /** The tokens that the browser sent: their session ends. */
  readonly replaces?: PresentedTokens
  /** Given when a device logs in; absent for a browser. */
  readonly device?: DeviceClient
}

interface DeviceClient {
  /** The device's own name; null when it gave none. */
  readonly name: string | null
  /** The services its tokens are for; null for all of `API_AUDIENCES`. */
  readonly audience: readonly string[] | null
}

export type LogInResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: 'wrong-credentials' }
  | Throttled
  | Busy

/**
 * Logs in with a password.
 *
 * An unknown email address, a wrong password and a disabled user get the same answer after the same
 * work. An attempt that a rate limit refuses costs no hash.
 *
 * @returns `too-busy` when too many log-ins are waiting.
 * @throws Unavailable
 * @see OWASP ASVS 6.3.8
 */
export async function logIn(attempt: LogInAttempt, now = new Date()): Promise<LogInResult> {
  const result = await tryToLogIn(attempt, now)
  count('logIns', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToLogIn(attempt: LogInAttempt, now: Date): Promise<LogInResult> {
  const email = parseEmail(attempt.email)
  if (!email || refusalOfImpossiblePassword(attempt.password))
    return { ok: false, reason: 'wrong-credentials' }

  const credentials = await findCredentials(email.key)
  const limits = await limitsFor(email.key, credentials, attempt.from)
  const limited = { ...attempt, account: email.key, limits, now }
  const result = await tried(limits.all, now, async (): Promise<LogInResult> => {
    const check = await checkPassword(attempt.password, credentials?.passwordHash ?? null)
    if (check === 'wrong' || !credentials || credentials.disabledAt !== null) {
      const reason = check === 'wrong' ? 'wrong-password' : 'disabled'
      await recordFailure(limited, credentials, reason)
      return { ok: false, reason: 'wrong-credentials' }
    }
    const session = await begin(limited, credentials)
    if (!session) return { ok: false, reason: 'wrong-credentials' }
    if (check === 'right-but-outdated') await rehash(credentials, attempt.password)
    return { ok: true, tokens: await issueTokens(session, now) }
  })
  if (!result.ok && result.reason === 'too-many-tries') {
    await recordRefused(attempt.from, credentials, now)
  }
  return result
}

interface Limits {
  all: readonly Take[]
  /** Those that a successful log-in clears. */
  cleared: readonly Take[]
  /** Those that others share: they only get the attempt back. */
  givenBack: readonly Take[]
}

interface LimitedAttempt extends LogInAttempt {
  /** The key of the email address. */
  readonly account: string
  readonly limits: Limits
  readonly now: Date
}

async function limitsFor(
  account: string,
  credentials: Credentials | null,
  { network }: SeenFrom,
): Promise<Limits> {
  const key = networkKey(network)
  const isKnown = credentials !== null && (await networkKeysOf(credentials.userId)).includes(key)
  const cleared = LOG_IN_PAIR.map((limit) => ({ limit, key: [account, key] }))
  const givenBack = [
    { limit: LOG_IN_NETWORK, key: [key] },
    ...(isKnown ? [] : [{ limit: LOG_IN_ACCOUNT, key: [account] }]),
  ]
  return { all: [...cleared, ...givenBack], cleared, givenBack }
}

/** Beyond this many, some of the user's own networks are limited like unknown ones. */
const MAX_NETWORKS = 100

async function networkKeysOf(userId: UserId): Promise<string[]> {
  return (await listNetworks(userId, MAX_NETWORKS)).map(networkKey)
}

/** The reason is for administrators; the visitor does not see it. */
async function recordFailure(
  { from, limits, now }: LimitedAttempt,
  credentials: Credentials | null,
  reason: 'wrong-password' | 'disabled',
): Promise<void> {
  const isLast = (await waitBefore(limits.all)) !== null
  await transaction({ locks: 'none' }, () =>
    recordEvent(
      {
        type: isLast ? 'authn_login_fail_max' : 'authn_login_fail',
        ...userOf(credentials),
        from,
        details: { reason: credentials ? reason : 'unknown-address' },
      },
      now,
    ),
  )
}

/** Records only some of the refused attempts, so that a flood does not fill the audit log. */
async function recordRefused(
  from: SeenFrom,
  credentials: Credentials | null,
  now: Date,
): Promise<void> {
  const key = [networkKey(from.network)]
  const details = { reason: 'too-many-tries' }
  try {
    if ((await takeAttempt([{ limit: LOG_IN_REFUSALS_RECORDED, key }])) !== null) return
    await transaction({ locks: 'none' }, () =>
      recordEvent({ type: 'authn_login_fail_max', ...userOf(credentials), from, details }, now),
    )
  } catch (error) {
    // The attempt is refused either way.
    if (!isUnavailable(error)) throw error
  }
}

function userOf(credentials: Credentials | null): { userId?: UserId } {
  return credentials ? { userId: credentials.userId } : {}
}

/** Null when the password changed or the user was disabled while the hash was computed. */
async function begin(
  { account, from, persistent, replaces, device, limits, now }: LimitedAttempt,
  checked: Credentials,
): Promise<SessionRecord | null> {
  const replaced = replaces ? await identifySession(replaces, now) : null
  const locks = [checked.userId, ...(replaced ? [replaced.session.userId] : [])].flatMap(lockOf)
  return transaction({ locks }, async () => {
    const current = await findCredentials(account)
    if (current?.passwordHash !== checked.passwordHash || current.disabledAt !== null) return null
    if (replaced) await endReplacedSession(replaced, from, now)
    const { userId, version } = current
    const session = await startSession(
      { userId, version, persistent, from, ...clientOf(device) },
      now,
    )
    await recordEvent(
      { type: 'authn_login_success', ...byOwner(userId), sessionId: session.id, from },
      now,
    )
    await forget(limits.cleared)
    await giveBack(limits.givenBack)
    return session
  })
}

function clientOf(
  device: DeviceClient | undefined,
): Pick<NewSession, 'kind' | 'deviceName' | 'audience'> {
  return device
    ? { kind: 'device', deviceName: device.name, audience: device.audience }
    : { kind: 'web' }
}

async function rehash({ userId, passwordHash }: Credentials, password: string): Promise<void> {
  try {
    const hash = await hashPassword(password)
    await transaction({ locks: lockOf(userId) }, () => swapPasswordHash(userId, passwordHash, hash))
  } catch (err) {
    // The log-in has succeeded and the old hash stays valid: the next log-in tries again.
    log.warn('A password hash could not be renewed', { err })
  }
}

/** Logs a user in with an email address and a password. */
import { lockOf, transaction } from '@/db/connection'
import { findCredentials, swapPasswordHash, type Credentials } from '@/db/queries/users'
import type { SessionRecord } from '@/db/queries/sessions'
import { isTrusted } from '@/lib/devices/trust'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { meetDemand } from '@/lib/factors/demand'
import { startEnrolment, startPendingLogIn } from '@/lib/factors/pending'
import { missingFor, type FactorMethod } from '@/lib/factors/second-factor'
import { checkPassword, hashPassword } from '@/lib/passwords/hash'
import { refusalOfImpossiblePassword } from '@/lib/passwords/policy'
import { LOG_IN_REFUSALS_RECORDED } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { forget, giveBack, takeAttempt, waitBefore } from '@/lib/rate-limits/take'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { log } from '@/lib/telemetry/log'
import { count } from '@/lib/telemetry/metrics'
import type { Method } from '@/lib/tokens/acr'
import { earliest } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import { parseEmail } from '@/lib/users/email'
import { mustVerifyFirst, spendVerification } from '@/lib/users/verification'
import type { UserId } from '@/lib/base/ids'
import { identifySession, type PresentedTokens } from './identify'
import { pendingOf, startProvenSession, usersOf } from './log-in-session'
import type { NewSession } from './start'
import { issueTokens, type SessionTokens } from './issue'
import {
  familiarityOf,
  limitsFor,
  noveltyOf,
  type Familiarity,
  type LogInLimits,
} from './log-in-limits'

export interface LogInAttempt {
  readonly email: string
  readonly password: string
  /** The user chose `Stay signed in`. */
  readonly persistent: boolean
  readonly from: SeenFrom
  /** The tokens that the browser sent: their session ends. */
  readonly replaces?: PresentedTokens
  /** The secret of the browser's device cookie; absent for a client without cookies. */
  readonly deviceSecret?: string
  /** The link, by its hash, that verifies the user's address by this log-in. */
  readonly verification?: string
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
  /** `isKept`: the account was to be deleted, which the log-in has taken back. */
  | { ok: true; tokens: SessionTokens; isKept?: true }
  | { ok: false; reason: 'wrong-credentials' }
  /** The password is right, and the user must first open the link that was mailed. */
  | { ok: false; reason: 'address-unverified' }
  /** The password is right, and `completeLogIn` goes on with this token and a code. */
  | { ok: false; reason: 'second-factor'; token: string; methods: readonly FactorMethod[] }
  /**
   * The password is right, and a second factor must be set up first: `completeEnrolment` goes on with
   * this token. Null for a device, which cannot show what to set up.
   */
  | { ok: false; reason: 'enrolment'; token: string | null }
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
  const familiarity = await familiarityOf(credentials?.userId ?? null, attempt)
  const limits = await limitsFor(email.key, attempt, familiarity)
  const limited = { ...attempt, account: email.key, limits, familiarity, now }
  const result = await tried(limits.all, now, async (): Promise<LogInResult> => {
    const check = await checkPassword(attempt.password, credentials?.passwordHash ?? null)
    if (check === 'wrong' || !credentials || credentials.disabledAt !== null) {
      const reason = check === 'wrong' ? 'wrong-password' : 'disabled'
      await recordFailure(limited, credentials, reason)
      return { ok: false, reason: 'wrong-credentials' }
    }
    if (mustVerifyFirst(credentials) && attempt.verification === undefined) {
      return { ok: false, reason: 'address-unverified' }
    }
    const begun = await begin(limited, credentials)
    if (!begun) return { ok: false, reason: 'wrong-credentials' }
    if (check === 'right-but-outdated') await rehash(credentials, attempt.password)
    if ('reason' in begun) return begun
    const { session, isKept } = begun
    return { ok: true, tokens: await issueTokens(session, now), ...(isKept && { isKept }) }
  })
  if (!result.ok && result.reason === 'too-many-tries') {
    await recordRefused(attempt.from, credentials, now)
    return { ...result, retryAt: soonest(result.retryAt, limits, now) }
  }
  return result
}

/** When strangers may try again, or this known device, whichever is sooner. */
function soonest(retryAt: Date, { ownIn }: LogInLimits, now: Date): Date {
  return ownIn === null ? retryAt : earliest(retryAt, new Date(now.getTime() + ownIn))
}

interface LimitedAttempt extends LogInAttempt {
  /** The key of the email address. */
  readonly account: string
  readonly limits: LogInLimits
  readonly familiarity: Familiarity
  readonly now: Date
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

type Waiting = Extract<LogInResult, { reason: 'second-factor' | 'enrolment' }>
type Begun = { session: SessionRecord; isKept: boolean } | Waiting

/** Null when the password changed or the user was disabled while the hash was computed. */
async function begin(attempt: LimitedAttempt, checked: Credentials): Promise<Begun | null> {
  const { account, from, persistent, replaces, device, deviceSecret, limits, now } = attempt
  const { verification } = attempt
  const replaced = replaces ? await identifySession(replaces, now) : null
  const locks = usersOf(checked.userId, replaced).flatMap(lockOf)
  return transaction({ locks }, async () => {
    const current = await findCredentials(account)
    if (current?.passwordHash !== checked.passwordHash || current.disabledAt !== null) return null
    const { userId, version } = current
    if (verification && !(await spendVerification({ hash: verification, userId, from }, now))) {
      return null
    }
    await forget(limits.cleared)
    await giveBack(limits.givenBack)
    const amr: readonly Method[] = ['pwd']
    const client = { persistent, ...clientOf(device) }
    const novelty = noveltyOf(attempt.familiarity, deviceSecret)
    const methods = await missingFor(userId, amr, now)
    const waits = () => pendingOf({ ...client, userId, version }, novelty)
    // A device cannot show a passkey here: its user needs codes as well.
    if (device && methods && !methods.includes('authenticator')) {
      return { ok: false, reason: 'enrolment', token: null }
    }
    if (methods && !(await isTrusted(current, deviceSecret, now))) {
      const token = await startPendingLogIn(waits(), now)
      return { ok: false, reason: 'second-factor', token, methods }
    }
    if (!methods && (await meetDemand(userId, now))?.isOver) {
      const token = device ? null : await startEnrolment(waits(), now)
      return { ok: false, reason: 'enrolment', token }
    }
    const proven = { user: current, amr, replaced, deviceSecret, novelty, from }
    const session = await startProvenSession({ ...client, ...proven }, now)
    return { session, isKept: current.deletionDueAt !== null }
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

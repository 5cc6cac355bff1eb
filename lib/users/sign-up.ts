/** Lets a visitor create an account. */
import { lockOf, transaction } from '@/db/connection'
import type { RateLimit } from '@/db/queries/rate-limits'
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import { grantDevice } from '@/lib/devices/known-device'
import type { Locale } from '@/lib/base/locales'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { queueMail } from '@/lib/mail/queue'
import { hashPassword } from '@/lib/passwords/hash'
import { MAILS_OF_ADDRESS, SIGN_UP_ACCOUNT, SIGN_UP_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { giveBack, type Take } from '@/lib/rate-limits/take'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { endReplacedSession } from '@/lib/sessions/end/one'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { methodsOfPasskey } from '@/lib/passkeys/methods'
import { count } from '@/lib/telemetry/metrics'
import type { Method } from '@/lib/tokens/acr'
import {
  judgeAccount,
  judgeFields,
  readAccount,
  type Account,
  type AccountFault,
  type AccountInput,
} from './account'
import type { EmailAddress } from './email'
import { insertNewUser, type NewUser } from './new-user'
import { asksForVerification } from './verification'

export interface NewAccount extends AccountInput {
  readonly from: SeenFrom
  readonly replaces: PresentedTokens
  /** The secret of the browser's device cookie. */
  readonly deviceSecret?: string
  /** The language that the visitor reads. */
  readonly locale?: Locale
}

export type SignUpResult =
  | { ok: true; tokens: SessionTokens }
  /** What happened is only said by mail. */
  | { ok: true; tokens: null }
  | { ok: false; reason: 'sign-up-closed' }
  | { ok: false; reason: 'faults'; faults: readonly AccountFault[] }
  | Throttled
  | Busy

/**
 * Creates an account. `faults` lists all faults at once.
 *
 * With mail, a new address and a taken one get the same answer after the same work, and its owner
 * gets a mail. Without it, a session starts at once, without `Stay signed in`; `address-taken` then
 * reveals who has an account, and only the rate limits slow down a script that collects addresses.
 *
 * @throws Unavailable
 */
export async function signUp(input: NewAccount, now = new Date()): Promise<SignUpResult> {
  const result = await tryToSignUp(input, now)
  count('signUps', { result: labelOf(result) })
  return result
}

/** How the metric calls it. */
export function labelOf<Reason>(
  result: { ok: true; tokens: SessionTokens | null } | { ok: false; reason: Reason },
): Reason | 'success' | 'mailed' {
  if (!result.ok) return result.reason
  return result.tokens ? 'success' : 'mailed'
}

async function tryToSignUp(input: NewAccount, now: Date): Promise<SignUpResult> {
  if (env().signup === 'closed') return { ok: false, reason: 'sign-up-closed' }
  const account = readAccount(input)
  // A refusal that costs no work is not counted.
  if (account.isRefused) return { ok: false, reason: 'faults', faults: account.faults }

  const limits = limitsFor(account.email, input.from)
  return tried([...limits.account, limits.network], now, () =>
    judgeAndCreate({ ...input, account }, limits, now),
  )
}

interface Limits {
  account: readonly Take[]
  network: Take
}

export function limitsFor(email: EmailAddress | null, { network }: SeenFrom): Limits {
  return {
    account: email ? accountLimits().map((limit) => ({ limit, key: [email.key] })) : [],
    network: { limit: SIGN_UP_NETWORK, key: [networkKey(network)] },
  }
}

/** A mail goes to the address, which may be anybody's. */
function accountLimits(): readonly RateLimit[] {
  return asksForVerification() ? [SIGN_UP_ACCOUNT, ...MAILS_OF_ADDRESS] : [SIGN_UP_ACCOUNT]
}

export type Client = Pick<NewAccount, 'from' | 'replaces' | 'deviceSecret'>

/** @throws HashingBusy */
async function judgeAndCreate(
  { account, locale, ...client }: Client & { account: Account; locale?: Locale },
  limits: Limits,
  now: Date,
): Promise<SignUpResult> {
  const { email, name, password } = account
  const byMail = asksForVerification()
  const judged = await (byMail ? judgeFields(account) : judgeAccount(account))
  const { faults, strength } = judged
  // A user who must find a better password must not use up the attempts of their email address.
  if (faults.some((fault) => fault.startsWith('password-')) && !faults.includes('address-taken')) {
    await transaction({ locks: 'none' }, () => giveBack(limits.account))
  }
  if (!email || faults.length > 0) return { ok: false, reason: 'faults', faults }

  const user = { email, name, passwordHash: await hashPassword(password), strength }
  if (byMail) {
    await createByMail(user, client.from, locale ?? env().defaultLanguage, now)
    return { ok: true, tokens: null }
  }
  const session = await createUser(user, client, now)
  return session
    ? { ok: true, tokens: await issueTokens(session, now) }
    : { ok: false, reason: 'faults', faults: ['address-taken'] }
}

/** Tells the owner of the address either that it has an account already, or how to confirm it. */
export async function createByMail(
  user: NewUser,
  from: SeenFrom,
  locale: Locale,
  now: Date,
): Promise<void> {
  await transaction({ locks: 'none' }, async () => {
    const userId = await insertNewUser(user, now)
    const kind = userId === null ? 'account-exists' : 'verify-address'
    await queueMail({ kind, to: user.email.address, locale, userId: null }, now)
    if (userId !== null) {
      await recordEvent({ type: 'user_created', ...byOwner(userId), from }, now)
    }
  })
}

/** Null when another user took the email address in the meantime. */
export async function createUser(
  user: NewUser,
  { from, replaces, deviceSecret }: Client,
  now: Date,
): Promise<SessionRecord | null> {
  const replaced = await identifySession(replaces, now)
  const locks = replaced ? lockOf(replaced.session.userId) : []
  return transaction({ locks }, async () => {
    const id = await insertNewUser(user, now)
    if (id === null) return null
    await recordEvent({ type: 'user_created', ...byOwner(id), from }, now)
    if (replaced) await endReplacedSession(replaced, from, now)
    if (deviceSecret) await grantDevice(id, 'log-in', { secret: deviceSecret, from }, now)
    const amr = amrOf(user)
    return startSession({ userId: id, version: 0, kind: 'web', persistent: false, from, amr }, now)
  })
}

/** The visitor has just shown what they will log in with. */
function amrOf({ passkey }: NewUser): readonly Method[] {
  return passkey ? methodsOfPasskey(passkey.credential) : ['pwd']
}

/** Lets a visitor create an account. */
import { lockOf, transaction } from '@/db/connection'
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { hashPassword } from '@/lib/passwords/hash'
import { SIGN_UP_ACCOUNT, SIGN_UP_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { giveBack, type Take } from '@/lib/rate-limits/take'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { endReplacedSession } from '@/lib/sessions/end/one'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { count } from '@/lib/telemetry/metrics'
import {
  judgeAccount,
  readAccount,
  type Account,
  type AccountFault,
  type AccountInput,
} from './account'
import type { EmailAddress } from './email'
import { insertNewUser } from './new-user'

export interface NewAccount extends AccountInput {
  readonly from: SeenFrom
  readonly replaces: PresentedTokens
}

export type SignUpResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: 'sign-up-closed' }
  | { ok: false; reason: 'faults'; faults: readonly AccountFault[] }
  | Throttled
  | Busy

/**
 * Creates an account and starts a session for it, without `Stay signed in`.
 *
 * `faults` lists all faults at once. `address-taken` reveals that an email address has an account,
 * so sign-up is rate-limited: without mail there is no other way to tell the user.
 *
 * @throws Unavailable
 */
export async function signUp(input: NewAccount, now = new Date()): Promise<SignUpResult> {
  const result = await tryToSignUp(input, now)
  count('signUps', { result: result.ok ? 'success' : result.reason })
  return result
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

function limitsFor(email: EmailAddress | null, { network }: SeenFrom): Limits {
  return {
    account: email ? [{ limit: SIGN_UP_ACCOUNT, key: [email.key] }] : [],
    network: { limit: SIGN_UP_NETWORK, key: [networkKey(network)] },
  }
}

type Candidate = Pick<NewAccount, 'from' | 'replaces'> & { account: Account }

/** @throws HashingBusy */
async function judgeAndCreate(
  { account, from, replaces }: Candidate,
  limits: Limits,
  now: Date,
): Promise<SignUpResult> {
  const { email, name, password } = account
  const faults = await judgeAccount(account)
  // A user who must find a better password must not use up the attempts of their email address.
  if (faults.some((fault) => fault.startsWith('password-')) && !faults.includes('address-taken')) {
    await transaction({ locks: 'none' }, () => giveBack(limits.account))
  }
  if (!email || faults.length > 0) return { ok: false, reason: 'faults', faults }

  const hash = await hashPassword(password)
  const session = await createUser({ email, name, hash, from, replaces }, now)
  return session
    ? { ok: true, tokens: await issueTokens(session, now) }
    : { ok: false, reason: 'faults', faults: ['address-taken'] }
}

interface UserToCreate {
  email: EmailAddress
  name: string
  hash: string
  from: SeenFrom
  replaces: PresentedTokens
}

/** Null when another user took the email address in the meantime. */
async function createUser(
  { email, name, hash, from, replaces }: UserToCreate,
  now: Date,
): Promise<SessionRecord | null> {
  const replaced = await identifySession(replaces, now)
  const locks = replaced ? lockOf(replaced.session.userId) : []
  return transaction({ locks }, async () => {
    const id = await insertNewUser({ email, name, passwordHash: hash }, now)
    if (id === null) return null
    await recordEvent({ type: 'user_created', ...byOwner(id), from }, now)
    if (replaced) await endReplacedSession(replaced, from, now)
    return startSession({ userId: id, version: 0, kind: 'web', persistent: false, from }, now)
  })
}

/** Makes a user, and signs them in. */
import { lockOf, transactionOver } from '@/db/connection'
import { findCredentials, insertPassword, insertUser } from '@/db/queries/users'
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/env'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { newUserId } from '@/lib/ids'
import { hashPassword } from '@/lib/passwords/hash'
import { refusalOfNewPassword, type PasswordRefusal } from '@/lib/passwords/policy'
import { refusalOfGuessable } from '@/lib/passwords/strength'
import { HashingBusy } from '@/lib/passwords/worker-pool'
import { SIGN_UP_ACCOUNT, SIGN_UP_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { giveBack, takeTry, type Take } from '@/lib/rate-limits/take'
import { endReplaced } from '@/lib/sessions/end'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/tokens'
import { parseEmail, type EmailAddress } from './email'

/** In code points. */
export const MAX_NAME_LENGTH = 100

export interface NewAccount {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly from: SeenFrom
  readonly replaces: PresentedTokens
}

/** What is to be mended in the form, each at one field. */
export type SignUpFault = 'bad-address' | 'address-taken' | 'name-too-long' | PasswordRefusal

export type SignUpRefusal = 'sign-up-closed' | 'too-busy'

export type SignUpResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: SignUpRefusal }
  | { ok: false; reason: 'faults'; faults: readonly SignUpFault[] }
  | { ok: false; reason: 'too-many-tries'; retryAt: Date }

/**
 * Makes an account and a session for it, without `Stay signed in`.
 *
 * `faults` tells all of them at once. `address-taken` among them tells that an address has an
 * account, and is throttled for that reason: without mail there is no other way to tell the owner.
 *
 * @throws Unavailable
 */
export async function signUp(input: NewAccount, now = new Date()): Promise<SignUpResult> {
  const settings = env()
  if (settings.signup === 'closed') return { ok: false, reason: 'sign-up-closed' }
  const email = parseEmail(input.email)
  const name = cleanName(input.name)
  const faults: SignUpFault[] = []
  if (!email) faults.push('bad-address')
  if ([...name].length > MAX_NAME_LENGTH) faults.push('name-too-long')
  const refusal = refusalOfNewPassword(input.password, settings.passwordMinLength)
  // Whatever is decided without work is not counted either.
  if (refusal) return { ok: false, reason: 'faults', faults: [...faults, refusal] }

  const limits = limitsFor(email, input.from)
  const wait = await takeTry([...limits.account, limits.network])
  if (wait !== null) {
    return { ok: false, reason: 'too-many-tries', retryAt: new Date(now.getTime() + wait) }
  }
  try {
    return await judgeAndCreate({ ...input, email, name, faults }, limits, now)
  } catch (error) {
    if (!(error instanceof HashingBusy)) throw error
    await transactionOver([], () => giveBack([...limits.account, limits.network]))
    return { ok: false, reason: 'too-busy' }
  }
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

type Candidate = Omit<NewAccount, 'email'> & {
  email: EmailAddress | null
  faults: readonly SignUpFault[]
}

/** @throws HashingBusy */
async function judgeAndCreate(
  { email, name, password, from, replaces, faults: known }: Candidate,
  limits: Limits,
  now: Date,
): Promise<SignUpResult> {
  const faults = [...known]
  const guessable = await refusalOfGuessable(password, { email: email?.address ?? '', name })
  if (guessable) faults.push(guessable)
  if (email && (await findCredentials(email.key))) faults.push('address-taken')
  // Somebody who looks for a better password is not to run out of tries for their own address.
  else if (guessable) await transactionOver([], () => giveBack(limits.account))
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

/** Null when somebody else took the address in the meantime. */
async function createUser(
  { email, name, hash, from, replaces }: UserToCreate,
  now: Date,
): Promise<SessionRecord | null> {
  const replaced = await identifySession(replaces, now)
  const id = newUserId()
  // The unique address decides between two who want it.
  const locks = replaced ? lockOf(replaced.session.userId) : []
  return transactionOver(locks, async () => {
    const isNew = await insertUser({
      id,
      email: email.address,
      emailKey: email.key,
      name,
      version: 0,
      disabledAt: null,
      createdAt: now,
    })
    if (!isNew) return null
    await insertPassword(id, hash, now)
    await recordEvent({ type: 'user_created', ...byOwner(id), from }, now)
    if (replaced) await endReplaced(replaced, from, now)
    return startSession({ userId: id, version: 0, kind: 'web', persistent: false, from }, now)
  })
}

/** One line without control characters. */
function cleanName(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ')
}

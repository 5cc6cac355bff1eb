/** Logs a user in with a passkey, and nothing else. */
import { lockOf, transaction } from '@/db/connection'
import type { SessionRecord } from '@/db/queries/sessions'
import { findUserRow } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { missingFor } from '@/lib/factors/second-factor'
import { checkAssertion, spendAssertion } from '@/lib/passkeys/assertion'
import type { PasskeyRefusal } from '@/lib/passkeys/refusals'
import { count } from '@/lib/telemetry/metrics'
import { mustVerifyFirst, spendVerification } from '@/lib/users/verification'
import { identifySession, type PresentedTokens } from './identify'
import { issueTokens, type SessionTokens } from './issue'
import { familiarityOf, noveltyOf } from './log-in-limits'
import { startProvenSession, usersOf } from './log-in-session'

export interface PasskeyAttempt {
  /** The JSON of what the passkey signed. */
  readonly passkey: string
  /** The user chose `Stay signed in`. */
  readonly persistent: boolean
  readonly from: SeenFrom
  /** The tokens that the browser sent: their session ends. */
  readonly replaces: PresentedTokens
  /** The secret of the browser's device cookie. */
  readonly deviceSecret: string
  /** The link, by its hash, that verifies the address of its user by this log-in. */
  readonly verification?: { readonly hash: string; readonly userId: UserId }
}

export type PasskeyLogInResult =
  /** `isKept`: the account was to be deleted, which the log-in has taken back. */
  | { ok: true; tokens: SessionTokens; isKept?: true }
  | { ok: false; reason: PasskeyRefusal }
  /** The passkey is right, and the user must first open the link that was mailed. */
  | { ok: false; reason: 'address-unverified'; email: string }

/**
 * Logs in with a passkey. It has verified its user, so it is two factors by itself. No limit counts:
 * there is nothing to guess.
 *
 * @throws Unavailable
 */
export async function logInWithPasskey(
  attempt: PasskeyAttempt,
  now = new Date(),
): Promise<PasskeyLogInResult> {
  const result = await tryToLogIn(attempt, now)
  count('logIns', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToLogIn(attempt: PasskeyAttempt, now: Date): Promise<PasskeyLogInResult> {
  const { passkey, persistent, from, replaces, deviceSecret, verification } = attempt
  const assertion = await checkAssertion(passkey, 'log-in')
  if (!assertion.ok) return assertion
  const { userId, amr } = assertion
  const familiarity = await familiarityOf(userId, attempt)
  const replaced = await identifySession(replaces, now)
  const locks = usersOf(userId, replaced).flatMap(lockOf)
  type Begun =
    | { session: SessionRecord; isKept: boolean }
    | Exclude<PasskeyLogInResult, { ok: true }>
  const begun = await transaction({ locks }, async (): Promise<Begun> => {
    const refusal = await spendAssertion(assertion, from, now)
    if (refusal) return { ok: false, reason: refusal }
    const user = await findUserRow(userId)
    if (!user || user.disabledAt !== null) return { ok: false, reason: 'passkey-refused' }
    if (verification && !(await verifies({ ...verification, from }, userId, now))) {
      return { ok: false, reason: 'passkey-refused' }
    }
    if (!verification && mustVerifyFirst(user)) {
      return { ok: false, reason: 'address-unverified', email: user.email }
    }
    if (await missingFor(userId, amr, now)) return { ok: false, reason: 'passkey-refused' }
    const { version, deletionDueAt } = user
    const session = await startProvenSession(
      {
        ...{ kind: 'web', persistent, amr, from, replaced, deviceSecret },
        user: { userId, version, deletionDueAt },
        novelty: noveltyOf(familiarity, deviceSecret),
      },
      now,
    )
    return { session, isKept: deletionDueAt !== null }
  })
  if ('ok' in begun) return begun
  const { session, isKept } = begun
  return { ok: true, tokens: await issueTokens(session, now), ...(isKept && { isKept }) }
}

/** Uses the link up, if it was mailed to the user whose passkey was shown. */
async function verifies(
  link: { hash: string; userId: UserId; from: SeenFrom },
  shownBy: UserId,
  now: Date,
): Promise<boolean> {
  return link.userId === shownBy && (await spendVerification(link, now))
}

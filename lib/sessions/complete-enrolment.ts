/** Goes on with a log-in whose password was right, by setting up the second factor that it lacks. */
import { lockOf, transaction } from '@/db/connection'
import type { SessionRecord } from '@/db/queries/sessions'
import { parseDetails } from '@/lib/events/details'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { takeFirstCode, type WrongCode } from '@/lib/factors/enrolment'
import { findEnrolment, type OpenEnrolment } from '@/lib/factors/pending'
import { hasFactor } from '@/lib/factors/second-factor'
import { count } from '@/lib/telemetry/metrics'
import { identifySession, type IdentifiedSession, type PresentedTokens } from './identify'
import { issueTokens, type SessionTokens } from './issue'
import { startProvenSession, usersOf } from './log-in-session'

export interface FirstCode {
  /** The token that the password was answered with. */
  readonly token: string
  /** The code that the app shows, as it was typed. */
  readonly code: string
  readonly from: SeenFrom
  /** The tokens that the browser sent: their session ends. */
  readonly replaces?: PresentedTokens
  /** The secret of the browser's device cookie. */
  readonly deviceSecret?: string
}

export type EnrolmentResult =
  /** `codes`: new recovery codes, which nobody can read again. */
  | { ok: true; tokens: SessionTokens; codes: string[]; isKept?: true }
  /** The log-in must begin anew: it is too old, had too many wrong codes, or a factor was set up elsewhere. */
  | { ok: false; reason: 'log-in-expired' }
  | WrongCode

/**
 * Turns the app on by its first code, and starts the session.
 *
 * @throws Unavailable; the log-in still waits then.
 */
export async function completeEnrolment(
  first: FirstCode,
  now = new Date(),
): Promise<EnrolmentResult> {
  const result = await tryToComplete(first, now)
  count('logIns', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToComplete(first: FirstCode, now: Date): Promise<EnrolmentResult> {
  const { token, code, replaces } = first
  const found = await findEnrolment(token, now)
  if (!found) return { ok: false, reason: 'log-in-expired' }
  const { userId } = found.pending
  const replaced = replaces ? await identifySession(replaces, now) : null
  const locks = usersOf(userId, replaced).flatMap(lockOf)
  const result = await transaction({ locks }, async () => {
    // Under the lock: a factor that was set up elsewhere in the meantime is the one that counts.
    const open = await findEnrolment(token, now)
    if (!open || (await hasFactor(userId, now))) return null
    const turnedOn = await takeFirstCode(open, code, now)
    if (!turnedOn?.ok) return turnedOn
    const session = await start(open, first, replaced, now)
    return { session, codes: turnedOn.codes }
  })
  if (result === null) return { ok: false, reason: 'log-in-expired' }
  if ('ok' in result) return result
  const { session, codes } = result
  const isKept = found.user.deletionDueAt !== null
  return { ok: true, tokens: await issueTokens(session, now), codes, ...(isKept && { isKept }) }
}

async function start(
  { pending, user }: OpenEnrolment,
  { from, deviceSecret }: FirstCode,
  replaced: IdentifiedSession | null,
  now: Date,
): Promise<SessionRecord> {
  const { userId, kind, persistent, novelty } = pending
  const session = await startProvenSession(
    {
      ...{ kind, persistent, from, replaced, deviceSecret, amr: ['pwd', 'otp', 'mfa'] },
      user: { userId, version: user.version, deletionDueAt: user.deletionDueAt },
      novelty: novelty === null ? null : parseDetails(novelty),
    },
    now,
  )
  const type = 'authn_factor_added'
  await recordEvent({ type, ...byOwner(userId), sessionId: session.id, from }, now)
  return session
}

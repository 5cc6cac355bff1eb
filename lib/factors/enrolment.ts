/** What a user must hold in an app before it is turned on, and the act that does so. */
import {
  deleteAuthenticator,
  findAuthenticator,
  insertAuthenticator,
} from '@/db/queries/authenticators'
import { countPendingTry } from '@/db/queries/pending-log-ins'
import { brand } from '@/lib/brand/brand'
import { unsealText } from '@/lib/keys/sealed'
import { findEnrolment, findReplacement, type OpenEnrolment } from './pending'
import { judgeFirstCode, turnOn } from './set-up'
import { keyUri } from './totp'
import type { UserId } from '@/lib/base/ids'

export interface Enrolment {
  readonly email: string
  /** What the app must hold, in Base32; `uri` is the same for its QR code. */
  readonly key: string
  readonly uri: string
}

/** What a log-in must set up; null if it may not go on. @throws Unavailable */
export async function enrolmentOf(token: string, now = new Date()): Promise<Enrolment | null> {
  return shown(await findEnrolment(token, now))
}

/** The other app that a signed-in user sets up; null if there is none. @throws Unavailable */
export async function replacementOf(
  token: string,
  { userId }: { userId: UserId },
  now = new Date(),
): Promise<Enrolment | null> {
  return shown(await findReplacement(token, userId, now))
}

async function shown(open: OpenEnrolment | null): Promise<Enrolment | null> {
  const key = open && (await unsealText('factors', open.secret))
  if (!key) return null
  const { email } = open.user
  return { email, key, uri: keyUri(key, { product: brand().name, email }) }
}

export type TurnedOn =
  /** New recovery codes, which nobody can read again. */
  { ok: true; codes: string[] } | WrongCode

/** `clock`: by how many minutes the clock of the app is wrong, if that is why. */
export interface WrongCode {
  readonly ok: false
  readonly reason: 'wrong-code'
  readonly clock?: number
}

/**
 * Turns on the app that a set-up has shown, in place of any other, and uses up every log-in and set-up
 * that waits. Call inside a transaction over the user.
 *
 * @returns null if its secret is gone
 * @throws Unavailable
 */
export async function takeFirstCode(
  { pending: { userId, hash }, secret }: OpenEnrolment,
  code: string,
  now: Date,
): Promise<TurnedOn | null> {
  const key = await unsealText('factors', secret)
  if (key === null) return null
  const check = judgeFirstCode(key, code, now)
  if (!check.ok) {
    await countPendingTry(hash)
    return check
  }
  // Another app in place of one: codes are asked for since the first.
  const createdAt = (await findAuthenticator(userId))?.createdAt ?? now
  await deleteAuthenticator(userId)
  await insertAuthenticator({ userId, ...secret, createdAt })
  return { ok: true, codes: await turnOn(userId, check.step, now) }
}

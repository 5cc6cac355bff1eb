/** Whether a user has shown that mail reaches them, and how they do. */
import { transaction, lockOf } from '@/db/connection'
import { takeOneTimeToken } from '@/db/queries/one-time-tokens'
import { markEmailVerified } from '@/db/queries/user-addresses'
import { findUserRow } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkLink } from '@/lib/links/link-token'
import { ownerOfLink } from '@/lib/links/owner'
import { askForMail, type AskedMail, type AskResult } from '@/lib/mail/ask'
import { mailMode } from '@/lib/mail/mode'
import type { Throttled } from '@/lib/rate-limits/tried'

const PURPOSE = 'verify-address'

/** Whether users are asked to verify their addresses. On a developer's machine only if they must. */
export function asksForVerification(): boolean {
  const { emailVerification } = env()
  if (emailVerification === 'off') return false
  return mailMode() === 'smtp' || (emailVerification === 'required' && mailMode() === 'files')
}

/** Whether a user may not log in yet. */
export function mustVerifyFirst({ emailVerifiedAt }: { emailVerifiedAt: Date | null }): boolean {
  return emailVerifiedAt === null && env().emailVerification === 'required' && asksForVerification()
}

/**
 * Queues the mail with the link that verifies an address; it goes out only to an account that is not
 * verified. The answer tells nothing about who has an account.
 *
 * @throws Unavailable
 */
export async function mailVerification(wanted: AskedMail, now = new Date()): Promise<AskResult> {
  return askForMail(PURPOSE, wanted, now)
}

export interface OpenVerification {
  readonly userId: UserId
  readonly email: string
}

type BadLink = { ok: false; reason: 'bad-link' }

/** Whose address the link verifies. It stays valid. @throws Unavailable */
export async function checkVerification(
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<({ ok: true; hash: string } & OpenVerification) | BadLink | Throttled> {
  const look = await checkLink(PURPOSE, token, network, now)
  if (!look.ok) return look
  const owner = await ownerOfLink(look.link)
  if (!owner) return { ok: false, reason: 'bad-link' }
  return { ok: true, hash: look.link.hash, userId: owner.id, email: owner.email }
}

/**
 * Verifies the address of a user who is logged in. A link alone is not enough: the owner of the
 * mailbox may be another than the one who signed up with it, and would adopt their password.
 *
 * @see Sudhodanan and Paverd, Pre-hijacked accounts (2022)
 * @throws Unavailable
 */
export async function verifyAddress(
  { token, userId, from }: { token: string; userId: UserId; from: SeenFrom },
  now = new Date(),
): Promise<{ ok: true } | BadLink | Throttled> {
  const look = await checkVerification(token, from, now)
  if (!look.ok) return look
  if (look.userId !== userId) return { ok: false, reason: 'bad-link' }
  return transaction({ locks: lockOf(userId) }, async () =>
    (await spendVerification({ hash: look.hash, userId, from }, now))
      ? { ok: true }
      : { ok: false, reason: 'bad-link' },
  )
}

/** Uses up the link. Call inside a transaction over the user. @returns false if it was used before */
export async function spendVerification(
  { hash, userId, from }: { hash: string; userId: UserId; from: SeenFrom },
  now: Date,
): Promise<boolean> {
  if (!(await takeOneTimeToken(hash, PURPOSE, now))) return false
  const user = await findUserRow(userId)
  if (!user) return false
  if (user.emailVerifiedAt === null) {
    await markEmailVerified(userId, now)
    await recordEvent({ type: 'user_verified', ...byOwner(userId), from }, now)
  }
  return true
}

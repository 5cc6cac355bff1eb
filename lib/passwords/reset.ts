/** Lets a user choose a password with a link. */
import { lockOf, transaction, afterCommit } from '@/db/connection'
import { deleteOneTimeTokensOf, takeOneTimeToken } from '@/db/queries/one-time-tokens'
import { markEmailVerified } from '@/db/queries/user-addresses'
import { raiseUserVersion, storePassword } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkLink, type FoundLink } from '@/lib/links/link-token'
import { isMailed, ownerOfLink } from '@/lib/links/owner'
import { countPasskeys } from '@/db/queries/passkeys'
import { removeFactorsSince } from '@/lib/factors/reset'
import { removePasskeys } from '@/lib/passkeys/manage'
import { LOG_IN_ACCOUNT, LOG_IN_PAIR, PASSWORDS_OF_LINK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { forget } from '@/lib/rate-limits/take'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { count } from '@/lib/telemetry/metrics'
import { hashPassword } from './hash'
import { refusalOfNewPassword, type PasswordRefusal } from './policy'
import { judgePassword } from './strength'

const PURPOSE = 'password-reset'

/** `bad-link`: unknown, used, replaced by another, expired, or of a disabled user. */
type ResetRefusal = 'bad-link' | PasswordRefusal

export type ResetResult = { ok: true } | { ok: false; reason: ResetRefusal } | Throttled | Busy

export interface PasswordReset {
  readonly token: string
  readonly password: string
  /** The user does not know the passkeys of the account: they are removed. */
  readonly removesPasskeys?: boolean
  readonly from: SeenFrom
}

interface OpenLink {
  readonly ok: true
  readonly email: string
  /** How many passkeys the account has: the user may not know them. */
  readonly passkeys: number
}

/** Whether a link may be used, and for which user. The link stays valid. @throws Unavailable */
export async function checkPasswordLink(
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<OpenLink | { ok: false; reason: 'bad-link' } | Throttled> {
  const look = await checkLink(PURPOSE, token, network, now)
  if (!look.ok) return look
  const owner = await ownerOfLink(look.link)
  if (!owner) return { ok: false, reason: 'bad-link' }
  return { ok: true, email: owner.email, passkeys: await countPasskeys(owner.id) }
}

/**
 * Stores the password, uses up the link, and ends every session of the user. The user must still
 * log in with the new password.
 *
 * @throws Unavailable; nothing has changed then, and the link still works.
 * @see OWASP ASVS 6.4.1 and 7.4.3
 */
export async function resetPassword(reset: PasswordReset, now = new Date()): Promise<ResetResult> {
  const { token, password, from } = reset
  const refusal = refusalOfNewPassword(password, env().passwordMinLength)
  if (refusal) return { ok: false, reason: refusal }
  const look = await checkLink(PURPOSE, token, from.network, now)
  if (!look.ok) return look
  const takes = [{ limit: PASSWORDS_OF_LINK, key: [look.link.hash] }]
  return tried(takes, now, () => judgeAndStore(look.link, reset, now))
}

/** @throws HashingBusy */
async function judgeAndStore(
  link: FoundLink,
  { password, removesPasskeys = false, from }: PasswordReset,
  now: Date,
): Promise<ResetResult> {
  const owner = await ownerOfLink(link)
  if (!owner) return { ok: false, reason: 'bad-link' }
  const { refusal, strength } = await judgePassword(password, owner)
  if (refusal) return { ok: false, reason: refusal }
  const hash = await hashPassword(password)
  return transaction({ locks: lockOf(owner.id) }, async () => {
    // The link may have been used, or the user disabled, while the hash was computed.
    const isOpen = (await ownerOfLink(link)) && (await takeOneTimeToken(link.hash, PURPOSE, now))
    if (!isOpen) return { ok: false, reason: 'bad-link' }
    await storePassword(owner.id, { hash, strength }, now)
    // Before a mail reached its owner, another visitor may have made the account, and kept a way in.
    const isClaimed = owner.emailVerifiedAt === null && isMailed(link)
    if (removesPasskeys || isClaimed) {
      await removePasskeys(owner.id, { ...byOwner(owner.id), from }, now)
    }
    if (isClaimed) await removeFactorsSince(owner.id, { leftAt: owner.createdAt, from }, now)
    // The user read the mail, or there would be no link.
    if (isMailed(link)) await markEmailVerified(owner.id, now)
    await raiseUserVersion(owner.id, now)
    afterCommit(() => count('endings', { reason: 'password-reset' }))
    await deleteOneTimeTokensOf(owner.id)
    // Before the reset the user may have guessed wrong: those attempts must not block them now.
    await forget([
      ...LOG_IN_PAIR.map((limit) => ({ limit, key: [owner.emailKey, networkKey(from.network)] })),
      { limit: LOG_IN_ACCOUNT, key: [owner.emailKey] },
    ])
    await recordEvent({ type: 'authn_password_reset', ...byOwner(owner.id), from }, now)
    return { ok: true }
  })
}

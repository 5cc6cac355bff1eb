/** Makes the link by which a user chooses a new password. */
import { transactionOver } from '@/db/connection'
import { findPasswordChangedAt } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import {
  makePasswordLink,
  RESET_LIFE,
  WELCOME_LIFE,
  type PasswordLink,
} from '@/lib/links/password-link'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { locksToActOn, targetOf, type TargetRefusal } from '@/lib/permissions/authority-rules'

/** `disabled`: nobody logs in as them, whatever the password. */
export type ResetLinkRefusal = TargetRefusal | 'disabled'
export type ResetLinkResult =
  { ok: true; link: PasswordLink } | { ok: false; reason: ResetLinkRefusal }

/**
 * Makes the link, to be handed to the person; one made before works no more. Whoever opens it has
 * the account, so that nobody makes one for a user who may do more than they.
 *
 * @throws NotAllowed
 */
export async function createResetLink(
  operator: Operator,
  { userId }: { userId: string },
  from?: SeenFrom,
  now = new Date(),
): Promise<ResetLinkResult> {
  assertMay(operator, 'users:reset-password')
  return transactionOver(locksToActOn(userId), async () => {
    const target = await targetOf(operator, 'users:reset-password', userId)
    if (!target.ok) return target
    if (target.user.disabledAt !== null) return { ok: false, reason: 'disabled' }
    const isNew = (await findPasswordChangedAt(userId)) === null
    const link = await makePasswordLink(userId, isNew ? WELCOME_LIFE : RESET_LIFE, now)
    await recordEvent(
      { type: 'authn_password_link_created', ...byOperator(operator, from), userId },
      now,
    )
    return { ok: true, link }
  })
}

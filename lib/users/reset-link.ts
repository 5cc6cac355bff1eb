/** Creates the link with which a user chooses a new password. */
import { findPasswordChangedAt } from '@/db/queries/password-facts'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import {
  createPasswordLink,
  RESET_LIFETIME,
  WELCOME_LIFETIME,
  type PasswordLink,
} from '@/lib/links/password-link'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { actOn, type TargetRefusal } from '@/lib/permissions/authority-rules'
import type { UserId } from '@/lib/base/ids'

/** `disabled`: the user cannot log in, so a new password is useless. */
export type ResetLinkRefusal = TargetRefusal | 'disabled'
export type ResetLinkResult =
  | { ok: true; link: PasswordLink }
  | { ok: false; reason: ResetLinkRefusal }

/**
 * Creates the link, which the actor hands to the user; earlier links stop working. The link gives
 * access to the account, so the actor must have all permissions of the user.
 *
 * @throws NotAllowed
 */
export async function createResetLink(
  actor: Operator,
  { userId }: { userId: UserId },
  from?: SeenFrom,
  now = new Date(),
): Promise<ResetLinkResult> {
  return actOn(userId, actor, 'users:reset-password', async (target) => {
    if (target.user.disabledAt !== null) return { ok: false, reason: 'disabled' }
    const isNew = (await findPasswordChangedAt(userId)) === null
    const link = await createPasswordLink(userId, isNew ? WELCOME_LIFETIME : RESET_LIFETIME, now)
    await recordEvent(
      { type: 'authn_password_link_created', ...byOperator(actor, from), userId },
      now,
    )
    return { ok: true, link }
  })
}

/** Lets an administrator vouch for the address of a user whom no mail reaches. */
import { markEmailVerified } from '@/db/queries/user-addresses'
import type { UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { actOn, type TargetRefusal } from '@/lib/permissions/authority-rules'
import { byOperator, type Operator } from '@/lib/permissions/operator'

export type VerifyResult = { ok: true } | { ok: false; reason: TargetRefusal | 'already' }

/**
 * Marks the address of a user as verified, as their own link would: with `EMAIL_VERIFICATION`
 * `required` and no mail, nobody new could log in.
 *
 * @throws NotAllowed
 */
export async function verifyUser(
  actor: Operator,
  { userId }: { userId: UserId },
  from?: SeenFrom,
  now = new Date(),
): Promise<VerifyResult> {
  // The same permission as for letting a disabled user log in again.
  return actOn(userId, actor, 'users:disable', async ({ user }) => {
    if (user.emailVerifiedAt !== null) return { ok: false, reason: 'already' }
    await markEmailVerified(userId, now)
    await recordEvent({ type: 'user_verified', ...byOperator(actor, from), userId }, now)
    return { ok: true }
  })
}

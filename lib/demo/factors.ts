/** Second factors of invented users. No app holds their secrets. */
import { lockOf, transaction } from '@/db/connection'
import { insertAuthenticator, takeStep } from '@/db/queries/authenticators'
import type { SessionRecord } from '@/db/queries/sessions'
import type { UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { FEW_LEFT, readRecoveryCode, spendRecoveryCode } from '@/lib/factors/recovery-codes'
import { turnOn } from '@/lib/factors/set-up'
import { newAuthenticatorSecret } from '@/lib/factors/totp'
import { sealText } from '@/lib/keys/sealed'

export interface Factor {
  readonly since: Date
  /** Of a user who has lost the phone: the recovery codes that are used from then on. */
  readonly codes: string[]
}

/** What a set-up stores. */
export async function setUpFactor(
  userId: UserId,
  { from, hasLostPhone }: { from: SeenFrom; hasLostPhone: boolean },
  at: Date,
): Promise<Factor> {
  const secret = await sealText('factors', newAuthenticatorSecret())
  return transaction({ locks: lockOf(userId) }, async () => {
    await insertAuthenticator({ userId, ...secret, createdAt: at })
    const codes = await turnOn(userId, stepAt(at), at)
    await recordEvent({ type: 'authn_factor_added', ...byOwner(userId), from }, at)
    return { since: at, codes: hasLostPhone ? codes.slice(FEW_LEFT - 1) : [] }
  })
}

/** What a code stores in a log-in. Call inside its transaction. */
export async function useFactor(
  { codes }: Factor,
  { userId, id: sessionId }: SessionRecord,
  from: SeenFrom,
  at: Date,
): Promise<void> {
  const code = codes.pop()
  if (code === undefined) {
    await takeStep(userId, stepAt(at), at)
    return
  }
  await spendRecoveryCode(userId, readRecoveryCode(code) ?? code, at)
  const details = { left: codes.length + FEW_LEFT - 1 }
  const type = 'authn_recovery_code_used'
  await recordEvent({ type, ...byOwner(userId), sessionId, from, details }, at)
}

/** The time step of a code (RFC 6238). */
function stepAt(point: Date): number {
  return Math.floor(point.getTime() / 30_000)
}

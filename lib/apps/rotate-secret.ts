/** Replaces secrets of applications. */
import {
  deleteOtherAppSecrets,
  expireAppSecrets,
  insertAppSecret,
  listAppSecrets,
  raiseAppVersion,
} from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import { addSeconds, DAY, earliest, HOUR } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { isConfidential } from '@/lib/oauth/client-metadata'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { actOnApp, type NoApp } from './act-on'
import { hashOfSecret, newSecret } from './secrets'

/** How long the secret of before may go on working, in seconds. */
export const SECRET_OVERLAPS = { none: 0, hour: HOUR, day: DAY, week: 7 * DAY } as const
/** The longest time, in seconds. */
export const MAX_SECRET_OVERLAP = 30 * DAY

export type RotatedSecret =
  | {
      ok: true
      /** Shown once. */
      secret: string
      /** When the secret of before stops to work; null if it has, or there was none. */
      oldUntil: Date | null
    }
  | NoApp
  | { ok: false; reason: 'no-secret' }

interface RotateInput {
  readonly appId: AppId
  /** Seconds for which the secret of before goes on working; with 0 it is burned. */
  readonly overlap: number
}

/**
 * Creates a secret. Of those before it only the newest goes on working, for `overlap` seconds at
 * most. A burned one may be in other hands, so everything that the application holds ends with it.
 *
 * @returns `no-secret` for an application that cannot keep one, or that has keys instead.
 * @throws NotAllowed
 */
export async function rotateAppSecret(
  actor: Operator,
  { appId, overlap }: RotateInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<RotatedSecret> {
  const secret = newSecret()
  return actOnApp<RotatedSecret>(actor, appId, async (app) => {
    if (!isConfidential(app.kind) || app.jwks !== null) return { ok: false, reason: 'no-secret' }
    const end = addSeconds(now, Math.min(Math.max(0, overlap), MAX_SECRET_OVERLAP))
    const isBurned = end <= now
    if (isBurned) await raiseAppVersion(appId)
    const [newest] = isBurned ? [] : await listAppSecrets(appId, now)
    await deleteOtherAppSecrets(appId, newest?.hash ?? null)
    await expireAppSecrets(appId, end)
    await insertAppSecret({ hash: hashOfSecret(secret), appId, createdAt: now, expiresAt: null })
    const details = { app: appId, overlap: isBurned ? 0 : overlap }
    await recordEvent({ type: 'app_secret_created', ...byOperator(actor, from), details }, now)
    const oldUntil = newest ? earliest(newest.expiresAt ?? end, end) : null
    return { ok: true, secret, oldUntil }
  })
}

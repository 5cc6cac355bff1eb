/** What the library leaves out of the device flow. @see RFC 8628 */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { env } from '@/lib/base/env'
import { DEVICE } from '@/lib/base/routes'
import { DEVICE_POLLS } from '@/lib/rate-limits/limits'
import { takeAttempt } from '@/lib/rate-limits/take'
import { PROGRAM_ENDPOINTS } from './endpoints'

/** Seconds that a device waits between two questions. */
const INTERVAL = 5

/** Names our own page in the answer to a device, and how often it may ask. */
export async function answerDevice(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next()
  if (ctx.path !== PROGRAM_ENDPOINTS.deviceAuthorization || ctx.status !== 200) return
  const answer = ctx.body as { user_code: string }
  const page = env().appOrigin + DEVICE
  const locales = ctx.oidc.params?.ui_locales
  const query = new URLSearchParams({
    user_code: answer.user_code,
    ...(typeof locales === 'string' && { ui_locales: locales }),
  })
  ctx.body = {
    ...answer,
    verification_uri: page,
    verification_uri_complete: `${page}?${query}`,
    interval: INTERVAL,
  }
}

/** True if the device asks about its code more often than it was told. Counts the question. */
export async function asksTooOften(codeId: string): Promise<boolean> {
  return (await takeAttempt([{ limit: DEVICE_POLLS, key: [codeId] }])) !== null
}

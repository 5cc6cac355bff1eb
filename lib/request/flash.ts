/** Shows the result of an act once, on the next page. */
import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { flashCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { flashValue, decodeFlash, type FlashMessage } from '@/lib/base/flash'

/** Redirects to `path`, which shows the message for `code`. In server actions only. */
export async function redirectWithFlash(
  path: string,
  kind: FlashMessage['kind'],
  code: string,
): Promise<never> {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  jar.set(flashCookie(flashValue(path, kind, code, sent), env()))
  redirect(path)
}

/** The message that this page must show; null when it has been shown before. */
export async function currentFlash(): Promise<FlashMessage | null> {
  return decodeFlash((await headers()).get(INTERNAL_HEADERS.flash))
}

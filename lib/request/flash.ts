/** Has the page that an act leads to tell what was done, once. */
import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { flashCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { flashNote, readFlash, type FlashMessage } from '@/lib/base/flash'

/** Leads to `path`, which tells by `code` what came of the act. In server actions only. */
export async function redirectWithFlash(
  path: string,
  kind: FlashMessage['kind'],
  code: string,
): Promise<never> {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  jar.set(flashCookie(flashNote(path, kind, code, sent), env()))
  redirect(path)
}

/** What the page at hand has to tell; nothing where it is shown a second time. */
export async function currentFlash(): Promise<FlashMessage | null> {
  return readFlash((await headers()).get(INTERNAL_HEADERS.flash))
}

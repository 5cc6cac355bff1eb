import 'server-only'
import { redirect } from 'next/navigation'
import { LOG_IN_CODE, withNext } from '@/lib/base/routes'
import { setDeviceCookie } from '@/lib/request/device-cookie'
import { setPendingCookie } from '@/lib/request/pending-cookie'

/** Asks for a code, after a right password. In server actions only. */
export async function askForCode(
  { token }: { token: string },
  { next, device }: { next: string; device: string },
): Promise<never> {
  await setPendingCookie(token)
  await setDeviceCookie(device)
  redirect(withNext(LOG_IN_CODE, next))
}

import 'server-only'
import { redirect } from 'next/navigation'
import { LOG_IN_CODE, LOG_IN_SET_UP, withNext } from '@/lib/base/routes'
import { setDeviceCookie } from '@/lib/request/device-cookie'
import { setPendingCookie } from '@/lib/request/pending-cookie'
import type { LogInResult } from '@/lib/sessions/log-in'

/** The password was right, and the log-in goes on with a second factor. */
type Waiting = Extract<LogInResult, { reason: 'second-factor' | 'enrolment' }>

export function isWaiting(result: LogInResult): result is Waiting {
  return !result.ok && (result.reason === 'second-factor' || result.reason === 'enrolment')
}

/** Asks for a code, or for the set-up of a second factor. In server actions only. */
export async function goOnWaiting(
  { reason, token }: Waiting,
  { next, device }: { next: string; device: string },
): Promise<never> {
  if (token !== null) await setPendingCookie(token)
  await setDeviceCookie(device)
  redirect(withNext(reason === 'enrolment' ? LOG_IN_SET_UP : LOG_IN_CODE, next))
}

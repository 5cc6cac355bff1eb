/** Keeps an outage from looking like anything else. */
import 'server-only'
import { redirect } from 'next/navigation'
import { UNAVAILABLE, withNext } from '@/lib/base/routes'
import { log } from '@/lib/telemetry/log'
import { isUnavailable } from '@/lib/base/unavailable'
import { requestedPath } from './requested-path'

/**
 * The answer of `work`; when the database or the keys cannot be had, the person is sent to the
 * page that says so and leads back.
 */
export async function withOutage<T>(work: () => Promise<T>): Promise<T> {
  let outage: unknown
  try {
    return await work()
  } catch (error) {
    if (!isUnavailable(error)) throw error
    outage = error
  }
  log.error('Unavailable', { err: outage })
  redirect(withNext(UNAVAILABLE, await requestedPath()))
}

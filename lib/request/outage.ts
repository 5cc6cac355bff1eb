/** Sends users to the outage page when the database or the keys are unavailable. */
import 'server-only'
import { redirect } from 'next/navigation'
import { UNAVAILABLE, withNext } from '@/lib/base/routes'
import { log } from '@/lib/telemetry/log'
import { isUnavailable } from '@/lib/base/unavailable'
import { requestedPath } from './requested-path'

/** The result of `work`. In an outage, redirects to the outage page, which links back here. */
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

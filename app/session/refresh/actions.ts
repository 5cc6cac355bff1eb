'use server'

import { redirect } from 'next/navigation'
import { safeNext, withoutSession } from '@/lib/base/routes'
import { isUnavailable } from '@/lib/base/unavailable'
import { publicAction } from '@/lib/request/action'
import { redirectWithFlash } from '@/lib/request/flash'
import { withOutage } from '@/lib/request/outage'
import { refreshCookies } from '@/lib/request/refresh-cookies'
import { log } from '@/lib/telemetry/log'

export type RefreshState =
  | { status: 'idle' | 'ended' | 'none' }
  | { status: 'refreshed'; accessMillis: number }

/** Refreshes the session for a browser without JavaScript, and sends it on. */
export const refreshAction = publicAction(async (form): Promise<RefreshState> => {
  const next = safeNext(form.get('next'))
  const { status } = await withOutage(refreshCookies)
  if (status === 'none') redirect(withoutSession(next))
  if (status === 'ended') return redirectWithFlash(withoutSession(next), 'done', 'ended')
  redirect(next)
})

/** Refreshes the session for a script. `idle` tells it nothing, so it tries again. */
export const refreshByScriptAction = publicAction(async (): Promise<RefreshState> => {
  try {
    const result = await refreshCookies()
    if (result.status === 'replaced') return { status: 'idle' }
    if (result.status !== 'refreshed') return { status: result.status }
    const accessMillis = result.accessExpiresAt.getTime() - Date.now()
    return { status: 'refreshed', accessMillis }
  } catch (error) {
    if (!isUnavailable(error)) throw error
    log.error('Unavailable', { err: error })
    return { status: 'idle' }
  }
})

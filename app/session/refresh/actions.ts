'use server'

import { redirect } from 'next/navigation'
import type { RefreshState } from '@/app/session/_browser/refresh-once'
import { openAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { noteInvalidTokenAfter } from '@/lib/request/invalid-token'
import { withOutage } from '@/lib/request/outage'
import {
  clearSessionCookies,
  readSessionCookies,
  setSessionCookies,
} from '@/lib/request/session-cookies'
import { redirectWithFlash } from '@/lib/request/flash'
import { LOG_IN, safeNext, withNext } from '@/lib/base/routes'
import { alreadyRefreshedUntil } from '@/lib/sessions/already-refreshed'
import { refreshSession } from '@/lib/sessions/refresh'
import { log } from '@/lib/telemetry/log'
import { isUnavailable } from '@/lib/base/unavailable'

/**
 * Trades the refresh cookie, unless another tab has just done so. A script (field `by`) is told what came of it, a plain form is sent on.
 */
export const refreshAction = openAction(async (form): Promise<RefreshState> => {
  const byScript = form.get('by') === 'script'
  const next = safeNext(form.get('next'))
  const cookies = await readSessionCookies()
  const token = cookies.refresh
  if (!token) return byScript ? { status: 'none' } : redirect(withNext(LOG_IN, next))

  const from = await clientInfo()
  const trade = async () =>
    (await alreadyRefreshedUntil(cookies)) ?? refreshSession({ token, from })
  const result = byScript ? await trade().catch(unknown) : await withOutage(trade)
  if (result === null) return { status: 'idle' }
  if (result instanceof Date) return byScript ? refreshed(result) : redirect(next)
  if (!result.ok && result.reason === 'replaced') {
    return byScript ? { status: 'idle' } : redirect(next)
  }
  if (!result.ok) {
    if (result.reason === 'invalid') noteInvalidTokenAfter(from)
    await clearSessionCookies()
    return byScript
      ? { status: 'ended' }
      : redirectWithFlash(withNext(LOG_IN, next), 'done', 'ended')
  }

  await setSessionCookies(result.tokens)
  if (!byScript) redirect(next)
  return refreshed(result.tokens.accessExpiresAt)
})

function refreshed(accessExpiresAt: Date): RefreshState {
  return { status: 'refreshed', accessMillis: accessExpiresAt.getTime() - Date.now() }
}

/** To a script an outage says nothing: it tries again. */
function unknown(error: unknown): null {
  if (!isUnavailable(error)) throw error
  log.error('Unavailable', { err: error })
  return null
}

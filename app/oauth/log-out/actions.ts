'use server'

import { redirect } from 'next/navigation'
import { textField, type FormState } from '@/lib/base/forms'
import { findLogOutRequest, forgetLogOutRequest } from '@/lib/oauth/log-out-request'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { clearSessionCookies, readSessionCookies } from '@/lib/request/session-cookies'
import { endOwnSessions } from '@/lib/sessions/end/own'

/** Logs out, and leads back to the application that asked for it. */
export const appLogOutAction = userAction(async (_, form): Promise<FormState<never>> => {
  const id = textField(form, 'request')
  const request = await withOutage(() => findLogOutRequest(id))
  if (!request) {
    const { oauth } = (await language()).words
    return { status: 'refused', message: oauth.gone.lead, errors: {}, values: {} }
  }
  const scope = textField(form, 'scope') === 'everywhere' ? 'everywhere' : 'this'
  const [tokens, from] = await Promise.all([readSessionCookies(), clientInfo()])
  await withOutage(async () => {
    await endOwnSessions(tokens, scope, from)
    await forgetLogOutRequest(id)
  })
  await clearSessionCookies()
  redirect(request.leadsTo)
})

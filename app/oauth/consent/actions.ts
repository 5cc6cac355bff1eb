'use server'

import { redirect } from 'next/navigation'
import { textField, type FormState } from '@/lib/base/forms'
import { AUTHORIZE } from '@/lib/base/routes'
import {
  allowRequest,
  findWaitingRequest,
  keepAccount,
  refuseRequest,
} from '@/lib/oauth/waiting-request'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export const consentAction = userAction(async (actor, form): Promise<FormState<never>> => {
  const request = await withOutage(() => findWaitingRequest(textField(form, 'request')))
  if (!request || (request.sessionId !== null && request.sessionId !== actor.sessionId)) {
    const { oauth } = (await language()).words
    return { status: 'refused', message: oauth.gone.lead, errors: {}, values: {} }
  }
  const from = await clientInfo()
  const isAllowed = textField(form, 'answer') === 'allow'
  await withOutage(() => {
    if (!isAllowed) return refuseRequest(request.id)
    return request.prompt === 'select_account'
      ? keepAccount(request.id)
      : allowRequest(actor, request, from)
  })
  redirect(`${AUTHORIZE}/${request.id}`)
})

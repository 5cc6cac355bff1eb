'use server'

import { redirect } from 'next/navigation'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { DEVICE_DONE, DEVICE_QUESTION } from '@/lib/base/routes'
import { tryDeviceCode } from '@/lib/oauth/device-code'
import { allowDevice, findDeviceRequest, refuseDevice } from '@/lib/oauth/device-request'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export type DeviceCodeState = FormState<'user_code'>

export const deviceCodeAction = userAction(async (actor, form): Promise<DeviceCodeState> => {
  const code = textField(form, 'user_code').trim()
  const [from, reader] = await Promise.all([clientInfo(), language()])
  const result = await withOutage(() => tryDeviceCode(actor, { code, from }))
  if (result.ok) redirect(`${DEVICE_QUESTION}?request=${result.id}`)
  const values = { user_code: code }
  if (isThrottled(result)) {
    return { status: 'refused', message: throttleWords(result, reader), errors: {}, values }
  }
  const fault = reader.words.deviceCode.enter.unknown
  return { status: 'invalid', message: fault, errors: { user_code: fault }, values }
})

export const answerDeviceAction = userAction(async (actor, form): Promise<FormState<never>> => {
  const request = await withOutage(() => findDeviceRequest(actor, textField(form, 'request')))
  const { deviceCode } = (await language()).words
  if (!request) return refused(deviceCode.gone.lead)
  if (textField(form, 'answer') !== 'allow') {
    await withOutage(() => refuseDevice(request))
    redirect(`${DEVICE_DONE}?answer=refused`)
  }
  const from = await clientInfo()
  const result = await withOutage(() => allowDevice(actor, request, from))
  if (result.ok) redirect(`${DEVICE_DONE}?answer=allowed`)
  const isGone = result.reason === 'gone'
  return refused(isGone ? deviceCode.gone.lead : deviceCode.question.notYours)
})

function refused(message: string): FormState<never> {
  return { status: 'refused', message, errors: {}, values: {} }
}

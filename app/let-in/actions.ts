'use server'

import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { LOG_IN } from '@/lib/base/routes'
import { letIn } from '@/lib/devices/let-in'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export const letInAction = publicAction(async (form): Promise<FormState<never>> => {
  const token = textField(form, 'token')
  const [from, secret] = await Promise.all([clientInfo(), deviceSecret()])
  const result = await withOutage(() => letIn({ token, browser: { secret, from } }))
  if (result.ok) {
    await setDeviceCookie(secret)
    return redirectWithFlash(LOG_IN, 'done', 'known')
  }
  const reader = await language()
  const message = isThrottled(result)
    ? throttleWords(result, reader)
    : reader.words.accounts.badLink.expired
  return { status: 'refused', message, errors: {}, values: {} }
})

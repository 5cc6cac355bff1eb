'use server'

import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { PROFILE } from '@/lib/base/routes'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { changeAddress } from '@/lib/users/change-address'

export const changeAddressAction = userAction(async (actor, form): Promise<FormState<never>> => {
  const token = textField(form, 'token')
  const from = await clientInfo()
  const result = await withOutage(() => changeAddress(actor, { token, from }))
  if (result.ok) return redirectWithFlash(PROFILE, 'done', 'address')
  const reader = await language()
  const { refusals } = reader.words.profile.address
  const message = isThrottled(result) ? throttleWords(result, reader) : refusals[result.reason]
  return { status: 'refused', message, errors: {}, values: {} }
})

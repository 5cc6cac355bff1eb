'use server'

import { redirect } from 'next/navigation'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { takeAccountBack } from '@/lib/passwords/take-back'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export const takeAccountBackAction = publicAction(async (form): Promise<FormState<never>> => {
  const token = textField(form, 'token')
  const from = await clientInfo()
  const result = await withOutage(() => takeAccountBack({ token, from }))
  if (result.ok) redirect(result.path)
  const reader = await language()
  const message = isThrottled(result)
    ? throttleWords(result, reader)
    : reader.words.accounts.badLink.expired
  return { status: 'refused', message, errors: {}, values: {} }
})

'use server'

import { redirect } from 'next/navigation'
import type { AccountState } from '@/app/_ui/account-fields'
import { accountFaults } from '@/app/_ui/account-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField } from '@/lib/base/forms'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { pathAfterLogIn } from '@/lib/request/visit'
import { PARTS } from '@/lib/base/parts'
import { ADMIN, DASHBOARD } from '@/lib/base/routes'
import { setUp } from '@/lib/users/setup'

export const setUpAction = publicAction(async (form): Promise<AccountState> => {
  const email = textField(form, 'email').trim()
  const name = textField(form, 'name').trim()
  const password = textField(form, 'password')
  const token = textField(form, 'token')
  const values = { email, name }

  const [from, replaces, secret] = await Promise.all([
    clientInfo(),
    readSessionCookies(),
    deviceSecret(),
  ])
  const result = await withOutage(() =>
    setUp({ token, email, name, password, from, replaces, deviceSecret: secret }),
  )
  if (!result.ok) {
    const reader = await language()
    if (result.reason === 'faults') return { ...accountFaults(result.faults, reader), values }
    const message = isThrottled(result)
      ? throttleWords(result, reader)
      : reader.words.accounts.badLink.expired
    return { status: 'refused', message, errors: {}, values }
  }

  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  redirect(await pathAfterLogIn(PARTS.adminArea ? ADMIN : DASHBOARD))
})

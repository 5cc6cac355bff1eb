'use server'

import { isConfirmed, textField, type ActState } from '@/lib/base/forms'
import { isDeviceId } from '@/lib/base/ids'
import { SECURITY } from '@/lib/base/routes'
import { forgetDevice, forgetOtherDevices } from '@/lib/devices/forget'
import { endTrust } from '@/lib/devices/trust'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { readDeviceSecret } from '@/lib/request/device-cookie'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export const forgetBrowserAction = userAction(async (actor, form): Promise<ActState> => {
  if (!isConfirmed(form)) return unsure()
  const id = textField(form, 'browser')
  const from = await clientInfo()
  const isForgotten = isDeviceId(id) && (await withOutage(() => forgetDevice(actor, id, from)))
  return isForgotten
    ? redirectWithFlash(SECURITY, 'done', 'forgotten')
    : redirectWithFlash(SECURITY, 'refused', 'gone')
})

export const forgetOtherBrowsersAction = userAction(async (actor, form): Promise<ActState> => {
  if (!isConfirmed(form)) return unsure()
  const [from, secret] = await Promise.all([clientInfo(), readDeviceSecret()])
  await withOutage(() => forgetOtherDevices(actor, secret, from))
  return redirectWithFlash(SECURITY, 'done', 'others')
})

/** A code is asked for again: no question is needed before it. */
export const endTrustAction = userAction(async (actor, form): Promise<ActState> => {
  const id = textField(form, 'browser')
  const from = await clientInfo()
  const isEnded = isDeviceId(id) && (await withOutage(() => endTrust(actor, id, from)))
  return isEnded
    ? redirectWithFlash(SECURITY, 'done', 'untrusted')
    : redirectWithFlash(SECURITY, 'refused', 'untrusted')
})

async function unsure(): Promise<ActState> {
  return { status: 'unsure', message: (await language()).words.common.unconfirmed }
}

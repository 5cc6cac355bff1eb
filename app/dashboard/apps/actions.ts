'use server'

import { removeAccess } from '@/lib/apps/access'
import { isConfirmed, textField, type ActState } from '@/lib/base/forms'
import { isAppId } from '@/lib/base/ids'
import { APPS } from '@/lib/base/routes'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export const removeAccessAction = userAction(async (actor, form): Promise<ActState> => {
  if (!isConfirmed(form)) {
    return { status: 'unsure', message: (await language()).words.common.unconfirmed }
  }
  const id = textField(form, 'app')
  const from = await clientInfo()
  const isRemoved = isAppId(id) && (await withOutage(() => removeAccess(actor, id, from)))
  return isRemoved
    ? redirectWithFlash(APPS, 'done', 'removed')
    : redirectWithFlash(APPS, 'refused', 'gone')
})

'use server'

import { textField, type ActState } from '@/lib/base/forms'
import { ADMIN_MAIL } from '@/lib/base/routes'
import { sendAgain } from '@/lib/mail/outbox'
import { confirmedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { withOutage } from '@/lib/request/outage'

export const sendAgainAction = confirmedAction(
  'mail:resend',
  async (actor, form): Promise<ActState> => {
    const [id, from] = [textField(form, 'mail'), await clientInfo()]
    const result = await withOutage(() => sendAgain(actor, id, from))
    return result.ok
      ? redirectWithFlash(ADMIN_MAIL, 'done', 'queued')
      : redirectWithFlash(ADMIN_MAIL, 'refused', result.reason)
  },
)

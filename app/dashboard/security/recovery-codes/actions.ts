'use server'

import { redirect } from 'next/navigation'
import { grave } from '@/app/_signed-in/grave'
import { isConfirmed } from '@/lib/base/forms'
import { RECOVERY_CODES } from '@/lib/base/routes'
import { renewCodes } from '@/lib/factors/set-up'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { CodesState } from '../_factors/codes-state'

export const renewCodesAction = userAction(
  grave(
    async (actor, form): Promise<CodesState> => {
      if (!isConfirmed(form)) {
        const message = (await language()).words.common.unconfirmed
        return { status: 'refused', message, errors: {}, values: {} }
      }
      const from = await clientInfo()
      const codes = await withOutage(() => renewCodes(actor, from))
      // The app was removed elsewhere, as the page then says.
      if (codes === null) redirect(RECOVERY_CODES)
      return { status: 'codes', codes }
    },
    { mends: true },
  ),
)

'use server'

import { redirect } from 'next/navigation'
import type { ActState } from '@/lib/base/forms'
import { DASHBOARD } from '@/lib/base/routes'
import { dismissPasskeyOffer } from '@/lib/passkeys/offer'
import { userAction } from '@/lib/request/action'
import { withOutage } from '@/lib/request/outage'

export const dismissPasskeyOfferAction = userAction(async (actor): Promise<ActState> => {
  await withOutage(() => dismissPasskeyOffer(actor))
  redirect(DASHBOARD)
})

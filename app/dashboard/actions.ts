'use server'

import { revalidatePath } from 'next/cache'
import { textField } from '@/lib/base/forms'
import { isIncidentId } from '@/lib/base/ids'
import { answerIncident } from '@/lib/incidents/answer'
import { userAction } from '@/lib/request/action'
import { withOutage } from '@/lib/request/outage'
import { DASHBOARD } from '@/lib/base/routes'

export type AnswerState = { status: 'idle' | 'answered' }

/** "This was me." */
export const answerIncidentAction = userAction(async (actor, form): Promise<AnswerState> => {
  const id = textField(form, 'incident')
  if (isIncidentId(id)) await withOutage(() => answerIncident(actor, id))
  revalidatePath(DASHBOARD, 'layout')
  return { status: 'answered' }
})

'use server'

import { revalidatePath } from 'next/cache'
import { textField } from '@/lib/forms'
import { answerIncident } from '@/lib/incidents/answer'
import { requireUserInAction } from '@/lib/request/action-user'
import { withOutage } from '@/lib/request/outage'
import { DASHBOARD } from '@/lib/routes'
import type { AnswerState } from './incidents'

/** "This was me." */
export async function answerIncidentAction(
  _previous: AnswerState,
  form: FormData,
): Promise<AnswerState> {
  const actor = await requireUserInAction()
  const id = textField(form, 'incident')
  await withOutage(() => answerIncident(actor, id))
  revalidatePath(DASHBOARD, 'layout')
  return { status: 'answered' }
}

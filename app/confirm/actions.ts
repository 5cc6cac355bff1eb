'use server'

import { redirect } from 'next/navigation'
import { proofError, shownIn } from '@/app/_signed-in/grave'
import type { FormState } from '@/lib/base/forms'
import { safeNext } from '@/lib/base/routes'
import { userAction } from '@/lib/request/action'
import { language } from '@/lib/request/language'
import { proveAgain } from '@/lib/request/proof'

export type ConfirmState = FormState<never>

export const confirmAction = userAction(async (actor, form): Promise<ConfirmState> => {
  const shown = shownIn(form, 'code')
  const reader = await language()
  if (!shown) return refused(reader.words.confirm.faults.missing)
  const proof = await proveAgain(actor, shown)
  if (proof.ok) redirect(safeNext(form.get('next')))
  return refused(await proofError(proof, reader))
})

function refused(message: string): ConfirmState {
  return { status: 'refused', message, errors: {}, values: {} }
}

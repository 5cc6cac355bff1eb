'use server'

import { redirect } from 'next/navigation'
import { proofError } from '@/app/_signed-in/grave'
import { textField, type FormState } from '@/lib/base/forms'
import { safeNext } from '@/lib/base/routes'
import { userAction } from '@/lib/request/action'
import { language } from '@/lib/request/language'
import { proveAgain } from '@/lib/request/proof'

export type ConfirmState = FormState<never>

export const confirmAction = userAction(async (actor, form): Promise<ConfirmState> => {
  const password = textField(form, 'password')
  const reader = await language()
  if (password === '') return refused(reader.words.confirm.faults.missing)
  const proof = await proveAgain(actor, { password, code: textField(form, 'code') })
  if (proof.ok) redirect(safeNext(form.get('next')))
  return refused(await proofError(proof, reader))
})

function refused(message: string): ConfirmState {
  return { status: 'refused', message, errors: {}, values: {} }
}

'use server'

import { redirect } from 'next/navigation'
import { grave } from '@/app/_signed-in/grave'
import { isConfirmed, textField, type ActState, type FormState } from '@/lib/base/forms'
import { PASSKEYS } from '@/lib/base/routes'
import { allowPasskey, removePasskey, renamePasskey } from '@/lib/passkeys/manage'
import { registerPasskey } from '@/lib/passkeys/register'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export type AddState = FormState<never>
export type RenameState = FormState<'name'>

export const addPasskeyAction = userAction(
  grave(
    async (actor, form): Promise<AddState> => {
      const text = textField(form, 'made')
      const { faults } = (await language()).words.passkeys
      if (text === '') return refused(faults.missing)
      const from = await clientInfo()
      const result = await withOutage(() => registerPasskey(actor, { text, from }))
      if (result.ok) return redirectWithFlash(PASSKEYS, 'done', 'added')
      // The guard of the page says what happened.
      if (result.reason === 'overtaken') redirect(PASSKEYS)
      return refused(faults[result.reason])
    },
    { mends: true },
  ),
)

export const renamePasskeyAction = userAction(async (actor, form): Promise<RenameState> => {
  const name = textField(form, 'name')
  if (name.trim() === '') {
    const { missing } = (await language()).words.passkeys.page.rename
    return { status: 'invalid', message: missing, errors: { name: missing }, values: { name } }
  }
  await withOutage(() => renamePasskey(actor, { id: textField(form, 'id'), name }))
  return redirectWithFlash(PASSKEYS, 'done', 'renamed')
})

export const removePasskeyAction = userAction(
  grave(
    async (actor, form): Promise<ActState> => {
      if (!isConfirmed(form)) return unsure()
      const [id, from] = [textField(form, 'id'), await clientInfo()]
      const result = await withOutage(() => removePasskey(actor, { id, from }))
      return result.ok
        ? redirectWithFlash(PASSKEYS, 'done', 'removed')
        : redirectWithFlash(PASSKEYS, 'refused', result.reason)
    },
    { mends: true },
  ),
)

export const allowPasskeyAction = userAction(
  grave(async (actor, form): Promise<ActState> => {
    if (!isConfirmed(form)) return unsure()
    const [id, from] = [textField(form, 'id'), await clientInfo()]
    const isAllowed = await withOutage(() => allowPasskey(actor, { id, from }))
    return isAllowed
      ? redirectWithFlash(PASSKEYS, 'done', 'allowed')
      : redirectWithFlash(PASSKEYS, 'refused', 'not-found')
  }),
)

async function unsure(): Promise<ActState> {
  return { status: 'unsure', message: (await language()).words.common.unconfirmed }
}

function refused(message: string): AddState {
  return { status: 'refused', message, errors: {}, values: {} }
}

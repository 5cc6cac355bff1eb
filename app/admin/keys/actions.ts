'use server'

import { redirect } from 'next/navigation'
import { textField } from '@/lib/forms'
import { burnKey } from '@/lib/keys/burn'
import { rotateKeys } from '@/lib/keys/rotate'
import { permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { CONFIRMED_BY } from './outcomes'

export const rotateKeysAction = permittedAction('keys:rotate', async (actor): Promise<void> => {
  const from = await clientInfo()
  const result = await withOutage(() => rotateKeys(actor, from))
  redirect(`/admin/keys?${result.ok ? 'done=rotated' : `refused=${result.reason}`}`)
})

export const burnKeyAction = permittedAction('keys:burn', async (actor, form): Promise<void> => {
  const id = textField(form, 'key')
  const typed = textField(form, 'confirm').trim()
  if (id === '' || typed !== id.slice(0, CONFIRMED_BY)) {
    redirect('/admin/keys?refused=not-confirmed')
  }
  const from = await clientInfo()
  const result = await withOutage(() => burnKey(actor, id, from))
  redirect(`/admin/keys?${result.ok ? 'done=burned' : `refused=${result.reason}`}`)
})

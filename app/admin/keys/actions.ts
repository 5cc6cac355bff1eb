'use server'

import { redirect } from 'next/navigation'
import { textField } from '@/lib/forms'
import { burnKey } from '@/lib/keys/burn'
import { rotateKeys } from '@/lib/keys/rotate'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { requirePermissionInAction } from '@/lib/request/permission'
import { CONFIRMED_BY } from './outcomes'

export async function rotateKeysAction(): Promise<void> {
  const actor = await requirePermissionInAction('keys:rotate')
  const from = await clientInfo()
  const result = await withOutage(() => rotateKeys(actor, from))
  redirect(`/admin/keys?${result.ok ? 'done=rotated' : `refused=${result.reason}`}`)
}

export async function burnKeyAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('keys:burn')
  const id = textField(form, 'key')
  const typed = textField(form, 'confirm').trim()
  if (id === '' || typed !== id.slice(0, CONFIRMED_BY)) {
    redirect('/admin/keys?refused=not-confirmed')
  }
  const from = await clientInfo()
  const result = await withOutage(() => burnKey(actor, id, from))
  redirect(`/admin/keys?${result.ok ? 'done=burned' : `refused=${result.reason}`}`)
}

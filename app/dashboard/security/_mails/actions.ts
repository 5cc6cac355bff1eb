'use server'

import { revalidatePath } from 'next/cache'
import type { FormState } from '@/lib/base/forms'
import { SECURITY } from '@/lib/base/routes'
import { chooseNotices } from '@/lib/mail/own-mails'
import { userAction } from '@/lib/request/action'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export const chooseNoticesAction = userAction(async (actor, form): Promise<FormState<never>> => {
  const wanted = form.getAll('notice').filter((kind) => typeof kind === 'string')
  await withOutage(() => chooseNotices(actor, wanted))
  revalidatePath(SECURITY)
  return { status: 'done', message: (await language()).words.security.mails.saved }
})

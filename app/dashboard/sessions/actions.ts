'use server'

import { revalidatePath } from 'next/cache'
import { textField } from '@/lib/base/forms'
import { isSessionId } from '@/lib/base/ids'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { SESSIONS } from '@/lib/base/routes'
import { withOutage } from '@/lib/request/outage'
import { endOwnOtherSession } from '@/lib/sessions/end/own'

export type EndSessionState = { status: 'idle' } | { status: 'done' | 'gone'; message: string }

export const endSessionAction = userAction(async (actor, form): Promise<EndSessionState> => {
  const sessionId = textField(form, 'session')
  const from = await clientInfo()
  const ended =
    isSessionId(sessionId) &&
    (await withOutage(() => endOwnOtherSession(actor, sessionId, from))).ok
  const { outcomes } = (await language()).words.sessions
  revalidatePath(SESSIONS)
  return ended
    ? { status: 'done', message: outcomes.ended }
    : { status: 'gone', message: outcomes.gone }
})

'use server'

import { revalidatePath } from 'next/cache'
import { textField, type FormState } from '@/lib/base/forms'
import { redirect } from 'next/navigation'
import { grave } from '@/app/_signed-in/grave'
import { isSessionId } from '@/lib/base/ids'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { SESSIONS } from '@/lib/base/routes'
import { readSessionCookies } from '@/lib/request/session-cookies'
import { withOutage } from '@/lib/request/outage'
import { labelSession, MAX_LABEL_LENGTH } from '@/lib/sessions/label'
import { plural } from '@/lib/words/text'
import { endOwnOtherSession, endOwnSessions } from '@/lib/sessions/end/own'

export type EndSessionState = { status: 'idle' } | { status: 'done' | 'gone'; message: string }

export type LabelState = FormState<'label'>

export const labelSessionAction = userAction(async (actor, form): Promise<LabelState> => {
  const sessionId = textField(form, 'session')
  const label = textField(form, 'label')
  const result = isSessionId(sessionId)
    ? await withOutage(() => labelSession(actor, sessionId, label))
    : ({ ok: false, reason: 'not-found' } as const)
  const { locale, words } = await language()
  const { saved, gone, tooLong } = words.sessions.label
  if (result.ok) {
    revalidatePath(SESSIONS)
    return { status: 'done', message: saved }
  }
  if (result.reason === 'not-found') {
    return { status: 'refused', message: gone, errors: {}, values: { label } }
  }
  const message = plural(locale, tooLong, MAX_LABEL_LENGTH)
  return { status: 'invalid', message, errors: { label: message }, values: { label } }
})

export const endSessionAction = userAction(
  grave(async (actor, form): Promise<EndSessionState> => {
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
  }),
)

export const endOthersAction = userAction(
  grave(async (): Promise<EndSessionState> => {
    const [tokens, from] = [await readSessionCookies(), await clientInfo()]
    const ended = await withOutage(() => endOwnSessions(tokens, 'others', from))
    // The guard of the page decides: a session that has just ended leads to the log-in page.
    return ended ? redirectWithFlash(SESSIONS, 'done', 'others') : redirect(SESSIONS)
  }),
)

'use server'

import { grave } from '@/app/_signed-in/grave'
import { isConfirmed, textField, type ActState, type FormState } from '@/lib/base/forms'
import { isAppId, type AppId } from '@/lib/base/ids'
import { ADMIN_APPS } from '@/lib/base/routes'
import { changeApp, wouldEnd } from '@/lib/apps/change'
import { createApp } from '@/lib/apps/create'
import { disableApp, enableApp, removeApp } from '@/lib/apps/disable'
import { APP_KINDS, type AppInput, type AppRefusal } from '@/lib/apps/entered'
import { rotateAppSecret, SECRET_OVERLAPS } from '@/lib/apps/rotate-secret'
import type { SeenFrom } from '@/lib/events/events'
import { confirmedAction, permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { oneLine } from '@/lib/users/name'
import type { Words } from '@/lib/words/catalogues'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import type { Asked } from '../_ui/asked'
import { enteredIn, faultOf, typedOf, type AppField, type TypedApp } from './fields'

export type AppState =
  | FormState<AppField>
  | { status: 'asked'; asked: Asked; values: TypedApp }
  /** `secret` is shown once; null for one that keeps none. */
  | { status: 'created'; id: string; name: string; secret: string | null }

export type SecretState =
  | ActState
  | { status: 'refused'; message: string }
  /** `oldUntil` as ISO 8601. */
  | { status: 'done'; secret: string; oldUntil: string | null }

/** Answers with the secret itself, since a redirect would put it into a cookie. */
export const createAppAction = permittedAction(
  'apps:write',
  grave(async (actor, form): Promise<AppState> => {
    const kind = APP_KINDS.find((one) => one === textField(form, 'kind')) ?? 'web'
    const entered = enteredIn(form)
    const from = await clientInfo()
    const created = await withOutage(() => createApp(actor, { ...entered, kind }, from))
    if (!created.ok) return refused(created, entered)
    const { app, secret } = created
    return { status: 'created', id: app.id, name: app.name, secret }
  }),
)

export const changeAppAction = permittedAction(
  'apps:write',
  grave(async (actor, form): Promise<AppState> => {
    const entered = enteredIn(form)
    const asked = await withApp(form, async (appId) =>
      (await wouldEnd(actor, { ...entered, appId })) ? endsQuestion(entered.name) : null,
    )
    if (asked && 'sure' in asked && !isConfirmed(form, asked.sure)) {
      return { status: 'asked', asked, values: typedOf(entered) }
    }
    const changed = await withApp(form, (appId, from) =>
      changeApp(actor, { ...entered, appId }, from),
    )
    if (changed.ok) return leadBack(form, changed, changed.ended ? 'ended' : 'changed')
    const isElsewhere = changed.reason === 'not-found' || changed.reason === 'already'
    return isElsewhere ? leadBack(form, changed, 'changed') : refused(changed, entered)
  }),
)

export const rotateSecretAction = confirmedAction(
  'apps:write',
  grave(async (actor, form): Promise<SecretState> => {
    const chosen = textField(form, 'overlap')
    // Safe: `hasOwn` says that it is one of its keys.
    const overlap = Object.hasOwn(SECRET_OVERLAPS, chosen)
      ? SECRET_OVERLAPS[chosen as keyof typeof SECRET_OVERLAPS]
      : SECRET_OVERLAPS.day
    const rotated = await withApp(form, (appId, from) =>
      rotateAppSecret(actor, { appId, overlap }, from),
    )
    if (!rotated.ok) {
      const { refusals } = (await language()).words.applications
      return { status: 'refused', message: refusals[rotated.reason] }
    }
    const { secret, oldUntil } = rotated
    return { status: 'done', secret, oldUntil: oldUntil?.toISOString() ?? null }
  }),
)

export const disableAppAction = confirmedAction(
  'apps:write',
  grave(async (actor, form): Promise<ActState> => {
    const result = await withApp(form, (appId, from) => disableApp(actor, { appId }, from))
    return leadBack(form, result, 'disabled')
  }),
)

export const enableAppAction = confirmedAction('apps:write', async (actor, form) => {
  const result = await withApp(form, (appId, from) => enableApp(actor, { appId }, from))
  return leadBack(form, result, 'enabled')
})

export const deleteAppAction = confirmedAction(
  'apps:write',
  grave(async (actor, form): Promise<ActState> => {
    const name = textField(form, 'confirm')
    const result = await withApp(form, (appId, from) => removeApp(actor, { appId, name }, from))
    if (!result.ok && result.reason === 'not-confirmed') {
      const { refusals } = (await language()).words.applications
      return { status: 'unsure', message: refusals['not-confirmed'] }
    }
    return result.ok
      ? redirectWithFlash(ADMIN_APPS, 'done', 'deleted')
      : leadBack(form, result, 'deleted')
  }),
)

const NOT_FOUND = { ok: false, reason: 'not-found' } as const

/** What `act` answers for the application that the form names. */
async function withApp<Answer>(
  form: FormData,
  act: (appId: AppId, from: SeenFrom) => Promise<Answer>,
): Promise<Answer | typeof NOT_FOUND> {
  const [appId, from] = [textField(form, 'app'), await clientInfo()]
  return isAppId(appId) ? withOutage(() => act(appId, from)) : NOT_FOUND
}

async function refused(
  refusal: AppRefusal,
  entered: Omit<AppInput, 'kind'>,
): Promise<FormState<AppField>> {
  const words = (await language()).words.applications
  const fault = faultOf(refusal, words)
  return {
    status: 'invalid',
    message: fault ? words.checkFields : words.refusals[refusal.reason],
    errors: fault ? { [fault.field]: fault.why } : {},
    values: typedOf(entered),
  }
}

/** A change that takes something away is asked about. */
async function endsQuestion(name: string): Promise<Asked> {
  const { question, text, yes } = (await language()).words.applications.change
  const title = fill(question, { app: isolated(oneLine(name)) })
  return { title, parts: [{ text }], yes, sure: 'ends' }
}

type Result = { ok: true } | { ok: false; reason: keyof Words['applications']['refusals'] }

/** To the page of the application that the form names. */
function leadBack(
  form: FormData,
  result: Result,
  done: keyof Words['applications']['done'],
): Promise<never> {
  const page = `${ADMIN_APPS}/${encodeURIComponent(textField(form, 'app'))}`
  return result.ok
    ? redirectWithFlash(page, 'done', done)
    : redirectWithFlash(page, 'refused', result.reason)
}

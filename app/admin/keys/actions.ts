'use server'

import { grave } from '@/app/_signed-in/grave'
import { textField, type ActState } from '@/lib/base/forms'
import { burnKey } from '@/lib/keys/burn'
import { rotateKeys } from '@/lib/keys/rotate'
import { confirmedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { ADMIN_KEYS } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { CONFIRM_LENGTH } from './confirm-length'

export const rotateKeysAction = confirmedAction(
  'keys:rotate',
  grave(async (actor): Promise<ActState> => {
    const from = await clientInfo()
    const result = await withOutage(() => rotateKeys(actor, from))
    return showResult(result, 'rotated')
  }),
)

export const burnKeyAction = confirmedAction(
  'keys:burn',
  grave(async (actor, form): Promise<ActState> => {
    const id = textField(form, 'key')
    const typed = textField(form, 'confirm').trim()
    if (id === '' || typed !== id.slice(0, CONFIRM_LENGTH)) {
      const { refusals } = (await language()).words.keys
      return { status: 'unsure', message: refusals['not-confirmed'] }
    }
    const from = await clientInfo()
    const result = await withOutage(() => burnKey(actor, id, from))
    return showResult(result, 'burned')
  }),
)

type Result = { ok: true } | { ok: false; reason: keyof Words['keys']['refusals'] }

function showResult(result: Result, done: keyof Words['keys']['done']): Promise<never> {
  return result.ok
    ? redirectWithFlash(ADMIN_KEYS, 'done', done)
    : redirectWithFlash(ADMIN_KEYS, 'refused', result.reason)
}

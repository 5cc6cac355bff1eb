'use server'

import { textField, type FormState } from '@/lib/base/forms'
import { isAppId } from '@/lib/base/ids'
import { ADMIN_APPS } from '@/lib/base/routes'
import { appLogoFrom, setAppLogo } from '@/lib/apps/logo'
import { permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'

export type LogoState = FormState<'logo'>

/** A new logo, or none. */
export const setAppLogoAction = permittedAction(
  'apps:write',
  async (actor, form): Promise<LogoState> => {
    const { faults } = (await language()).words.applications.logo
    const removes = textField(form, 'remove') === 'yes'
    const text = textField(form, 'logo').trim()
    if (!removes && text === '') return invalid(faults.none)
    const logo = removes ? null : appLogoFrom(Buffer.from(text))
    if (!removes && logo === null) return invalid(faults.bad, text)
    const [appId, from] = [textField(form, 'app'), await clientInfo()]
    const result = isAppId(appId)
      ? await withOutage(() => setAppLogo(actor, { appId, logo }, from))
      : ({ ok: false, reason: 'not-found' } as const)
    const page = `${ADMIN_APPS}/${encodeURIComponent(appId)}`
    if (result.ok) return redirectWithFlash(page, 'done', removes ? 'unmarked' : 'marked')
    return redirectWithFlash(page, 'refused', result.reason)
  },
)

function invalid(fault: string, text = ''): LogoState {
  return { status: 'invalid', message: fault, errors: { logo: fault }, values: { logo: text } }
}

'use server'

import { revalidatePath } from 'next/cache'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { redirect } from 'next/navigation'
import { grave } from '@/app/_signed-in/grave'
import { isConfirmed, textField, type ActState, type FormState } from '@/lib/base/forms'
import { isLocale, type Locale } from '@/lib/base/locales'
import { DASHBOARD, LOG_IN, PROFILE } from '@/lib/base/routes'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { setPreference } from '@/lib/request/preferences'
import { askForAddress } from '@/lib/users/change-address'
import { clearSessionCookies } from '@/lib/request/session-cookies'
import { planDeletion } from '@/lib/users/leave'
import { changeProfile } from '@/lib/users/profile'
import { wordsIn } from '@/lib/words/catalogues'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'

export type ProfileState = FormState<'name'>

export type AddressState = FormState<'email'>

export const askForAddressAction = userAction(
  grave(async (actor, form): Promise<AddressState> => {
    const email = textField(form, 'email').trim()
    const [from, reader] = await Promise.all([clientInfo(), language()])
    const { locale, words } = reader
    const result = await withOutage(() => askForAddress(actor, { email, from, locale }))
    if (result.ok) {
      const message = fill(words.profile.address.asked, { email: isolated(email) })
      return { status: 'done', message }
    }
    const values = { email }
    if (isThrottled(result)) {
      return { status: 'refused', message: throttleWords(result, reader), errors: {}, values }
    }
    const fault =
      result.reason === 'same-address'
        ? words.profile.address.same
        : words.accounts.faults[result.reason]
    return { status: 'invalid', message: fault, errors: { email: fault }, values }
  }),
)

export const changeProfileAction = userAction(async (actor, form): Promise<ProfileState> => {
  const name = textField(form, 'name')
  const chosen = textField(form, 'language')
  const to = isLocale(chosen) ? chosen : undefined
  const from = await clientInfo()
  const result = await withOutage(() => changeProfile(actor, { name, language: to }, from))
  if (!result.ok) {
    const { accounts, profile } = (await language()).words
    const why = accounts.faults['name-too-long']
    // A user who is gone sees that on the next page.
    const errors = result.reason === 'name-too-long' ? { name: why } : {}
    return { status: 'invalid', message: profile.unchanged, errors, values: { name } }
  }
  revalidatePath(DASHBOARD, 'layout')
  return { status: 'done', message: wordsIn(await speak(to)).profile.done }
})

/** Makes this browser speak the chosen language from this answer on. */
async function speak(to: Locale | undefined): Promise<Locale> {
  const { locale } = await language()
  if (to === undefined || to === locale) return locale
  await setPreference('locale', to)
  return to
}

/** Plans the deletion, and leads out. */
export const deleteAccountAction = userAction(
  grave(async (actor, form): Promise<ActState> => {
    const { common, profile } = (await language()).words
    if (!isConfirmed(form)) return { status: 'unsure', message: common.unconfirmed }
    const wish = { address: textField(form, 'confirm'), from: await clientInfo() }
    const result = await withOutage(() => planDeletion(actor, wish))
    if (!result.ok) {
      // The guard of the page decides.
      if (result.reason === 'gone') redirect(PROFILE)
      return { status: 'unsure', message: profile.deletion.refusals[result.reason] }
    }
    await clearSessionCookies()
    return redirectWithFlash(LOG_IN, 'done', 'leaving')
  }),
)

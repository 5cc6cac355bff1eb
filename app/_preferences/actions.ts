'use server'

import { textField } from '@/lib/base/forms'
import { isLocale } from '@/lib/base/locales'
import { isTheme } from '@/lib/base/preferences'
import { publicAction } from '@/lib/request/action'
import { withOutage } from '@/lib/request/outage'
import { setPreference } from '@/lib/request/preferences'
import { readSessionCookies } from '@/lib/request/session-cookies'
import { chooseLocale } from '@/lib/users/locale'

export type ChosenState = { status: 'idle' }

/** Stores a chosen language or theme; the page is then rendered again. */
export const chooseAction = publicAction(async (form): Promise<ChosenState> => {
  const locale = textField(form, 'locale')
  const theme = textField(form, 'theme')
  if (isLocale(locale)) {
    await setPreference('locale', locale)
    const tokens = await readSessionCookies()
    await withOutage(() => chooseLocale(tokens, locale))
  }
  if (isTheme(theme)) await setPreference('theme', theme)
  else if (theme === 'system') await setPreference('theme', null)
  return { status: 'idle' }
})

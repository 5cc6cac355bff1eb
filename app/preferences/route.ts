import { NextResponse, type NextRequest } from 'next/server'
import { env } from '@/lib/base/env'
import { textField } from '@/lib/base/forms'
import { isLocale } from '@/lib/base/locales'
import { isFromOwnPage } from '@/lib/base/origin'
import { isTheme } from '@/lib/base/preferences'
import { HOME } from '@/lib/base/routes'
import { withOutage } from '@/lib/request/outage'
import { setPreference } from '@/lib/request/preferences'
import { readSessionCookies } from '@/lib/request/session-cookies'
import { chooseLocale } from '@/lib/users/locale'

/**
 * Stores a chosen language or theme, and leads back to the page. A route and not a server action,
 * because the form is on every page, and an action's form would cost every page.
 */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isFromOwnPage(request.headers, env().appOrigin)) return new Response(null, { status: 403 })
  const form = await request.formData().catch(() => new FormData())
  const locale = textField(form, 'locale')
  const theme = textField(form, 'theme')
  if (isLocale(locale)) {
    await setPreference('locale', locale)
    const tokens = await readSessionCookies()
    await withOutage(() => chooseLocale(tokens, locale))
  }
  if (isTheme(theme)) await setPreference('theme', theme)
  else if (theme === 'system') await setPreference('theme', null)
  const response = NextResponse.redirect(new URL(pageOf(request), env().appOrigin), 303)
  response.headers.set('cache-control', 'no-store')
  return response
}

/** The page that the form was on: our own pages name themselves to us (`Referrer-Policy`). */
function pageOf({ headers }: NextRequest): string {
  const referrer = headers.get('referer') ?? ''
  const url = URL.canParse(referrer) ? new URL(referrer) : null
  if (url?.origin !== env().appOrigin || url.pathname.startsWith('//')) return HOME
  return url.pathname + url.search
}

/** Reads and writes what a browser remembers of its user's choices. */
import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { env } from '@/lib/base/env'
import {
  PREFERENCE_COOKIES,
  PREFERENCE_SECONDS,
  readPreferences,
  type Preferences,
} from '@/lib/base/preferences'

export const preferences = cache(async (): Promise<Preferences> => readPreferences(await cookies()))

/** In actions and route handlers only. @param value null forgets the choice */
export async function setPreference(kind: 'locale' | 'theme', value: string | null): Promise<void> {
  const jar = await cookies()
  jar.set({
    name: PREFERENCE_COOKIES[kind],
    value: value ?? '',
    maxAge: value === null ? 0 : PREFERENCE_SECONDS,
    httpOnly: true,
    secure: env().isHttps,
    sameSite: 'lax',
    path: '/',
  })
}

'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'

export async function refreshAction() {
  const jar = await cookies()
  const options = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 600 }
  jar.set('access', 'a'.repeat(500), options)
  jar.set('refresh', 'r'.repeat(500), options)
  redirect('/protected')
}

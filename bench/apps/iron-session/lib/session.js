import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'

export async function currentSession() {
  return getIronSession(await cookies(), {
    password: process.env.SESSION_PASSWORD,
    cookieName: 'session',
    // The bench is served over http.
    cookieOptions: { secure: false },
  })
}

/** Reads and writes the cookie by which log-ins recognise this browser. */
import 'server-only'
import { cookies } from 'next/headers'
import { deviceCookie, readCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { isDeviceSecret, newDeviceSecret } from '@/lib/devices/device-secret'

/** The secret of this browser, or null if it has none yet. */
export async function readDeviceSecret(): Promise<string | null> {
  const secret = readCookie('device', await cookies(), env())
  return secret !== null && isDeviceSecret(secret) ? secret : null
}

/** The secret of this browser, or a new one, which only a log-in or a mailed link stores there. */
export async function deviceSecret(): Promise<string> {
  return (await readDeviceSecret()) ?? newDeviceSecret()
}

/** In server actions only. */
export async function setDeviceCookie(secret: string): Promise<void> {
  const jar = await cookies()
  jar.set(deviceCookie(secret, jar, env()))
}

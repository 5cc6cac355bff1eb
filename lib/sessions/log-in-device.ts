/** Logs in a device, which stores its tokens itself. */
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { oneLine } from '@/lib/users/name'
import { logIn, type LogInResult } from './log-in'

export interface DeviceLogIn {
  readonly email: string
  readonly password: string
  /** The device's own name, such as "Kitchen display". */
  readonly name: string | null
  /** The services its tokens are for; null for all of `API_AUDIENCES`. */
  readonly audience: readonly string[] | null
  readonly from: SeenFrom
}

/** In code points; longer names are cut. */
const MAX_NAME_LENGTH = 60

/**
 * Logs a device in with a password; see `logIn`. It stays signed in, as a browser does with
 * `Stay signed in`.
 *
 * @returns `unknown-audience` for a service that `API_AUDIENCES` does not name; the password is not
 *   checked then.
 * @throws Unavailable
 */
export async function logInDevice(
  { email, password, name, audience, from }: DeviceLogIn,
  now = new Date(),
): Promise<LogInResult | { ok: false; reason: 'unknown-audience' }> {
  const services = env().apiAudiences
  if (audience?.some((service) => !services.includes(service))) {
    return { ok: false, reason: 'unknown-audience' }
  }
  const shown = [...oneLine(name ?? '')].slice(0, MAX_NAME_LENGTH).join('').trim()
  const device = {
    name: isVisible(shown) ? shown : null,
    audience: audience && [...new Set(audience)],
  }
  return logIn({ email, password, persistent: true, from, device }, now)
}

/** False for a name made only of invisible characters, such as fillers and joiners. */
function isVisible(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name.replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
}

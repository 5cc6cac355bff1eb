/** Devices that an account did not know when they logged in. */
import { listEventsSince } from '@/db/queries/security-events'
import { countOpenAmong } from '@/db/queries/open-sessions'
import { addSeconds, DAY } from '@/lib/base/time'
import { parseDetails } from '@/lib/events/details'
import type { Actor } from './authenticate'

/** In seconds; the texts of the check-up name it. By then a user has looked, or never will. */
const NEW_FOR = 7 * DAY
/** Log-ins that are looked at, the newest ones. */
const MOST = 200

/** Whether the details of a log-in say that the account had not seen its browser or its network. */
export function isFromUnknown(details: string | null): boolean {
  const { device, network } = parseDetails(details)
  return device === 'new' || network === 'new'
}

/**
 * How many other devices are logged in whose browser or network was new to the account at their
 * log-in, within the last 7 days.
 */
export async function countUnknownDevices(
  { userId, userVersion: version, sessionId: own }: Actor,
  now = new Date(),
): Promise<number> {
  const since = addSeconds(now, -NEW_FOR)
  const logIns = await listEventsSince(userId, 'authn_login_success', since, MOST)
  const only = logIns
    .filter(({ details }) => isFromUnknown(details))
    .flatMap(({ sessionId }) => (sessionId === null || sessionId === own ? [] : [sessionId]))
  return countOpenAmong(only, { userId, version, now })
}

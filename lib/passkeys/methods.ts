/** How a user who shows a passkey has proved who they are. */
import type { PasskeyRecord } from '@/db/queries/passkeys'
import type { Method } from '@/lib/tokens/acr'

/** Its authenticator has verified its user, so it is two factors. @see RFC 8176 §2 */
export function methodsOfPasskey({
  deviceBound,
}: Pick<PasskeyRecord, 'deviceBound'>): readonly Method[] {
  return [deviceBound ? 'hwk' : 'swk', 'user', 'mfa']
}

/** Passkeys of invented users. No authenticator holds their keys. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { lockOf, transaction } from '@/db/connection'
import { insertPasskey, updatePasskey, type PasskeyRecord } from '@/db/queries/passkeys'
import type { UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { providerName } from '@/lib/passkeys/authenticators'
import { methodsOfPasskey } from '@/lib/passkeys/methods'
import { relyingParty } from '@/lib/passkeys/relying-party'
import type { Method } from '@/lib/tokens/acr'

/** Google Password Manager. */
const AAGUID = 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4'

export interface DemoPasskey extends Pick<PasskeyRecord, 'id' | 'userId'> {
  readonly since: Date
  readonly amr: readonly Method[]
}

/** What a registration stores. Null where browsers offer no passkeys. */
export async function addPasskey(
  userId: UserId,
  from: SeenFrom,
  at: Date,
): Promise<DemoPasskey | null> {
  const party = relyingParty()
  if (!party) return null
  const passkey: PasskeyRecord = {
    id: randomBytes(32).toString('base64url'),
    userId,
    rpId: party.id,
    publicKey: newPublicKey(),
    counter: 0,
    transports: '["internal","hybrid"]',
    aaguid: AAGUID,
    name: providerName(AAGUID),
    deviceBound: false,
    backedUp: true,
    createdAt: at,
    lastUsedAt: null,
    suspendedAt: null,
  }
  return transaction({ locks: lockOf(userId) }, async () => {
    await insertPasskey(passkey)
    const personal = { passkey: passkey.name }
    await recordEvent({ type: 'authn_passkey_added', ...byOwner(userId), from, personal }, at)
    return { id: passkey.id, userId, since: at, amr: methodsOfPasskey(passkey) }
  })
}

/** What a log-in by it stores. Call inside its transaction. */
export async function usePasskey(passkey: DemoPasskey, at: Date): Promise<void> {
  await updatePasskey(passkey, { lastUsedAt: at })
}

/** A COSE key for ES256, in base64url. @see RFC 9053 §7.1.1 */
function newPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const hexOf = (coordinate: string) => Buffer.from(coordinate, 'base64url').toString('hex')
  const key = `a5010203262001215820${hexOf(x)}225820${hexOf(y)}`
  return Buffer.from(key, 'hex').toString('base64url')
}

/**
 * What browsers are asked for, when a passkey is to be shown or made: plain data of the standard.
 * The library makes the same, but takes a tenth of a second to load, and every visitor sees the log-in page.
 */
import type {
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { listPasskeyRows, type PasskeyRecord } from '@/db/queries/passkeys'
import { parseJson } from '@/lib/base/json'
import { newUserId, type SessionId, type UserId } from '@/lib/base/ids'
import { brand } from '@/lib/brand/brand'
import type { Actor } from '@/lib/sessions/authenticate'
import { newChallenge, type Purpose } from './challenge'
import { relyingParty } from './relying-party'
import { usablePasskeysOf } from './usable'
import { ALGORITHMS } from './webauthn'

export type RequestOptions = PublicKeyCredentialRequestOptionsJSON
export type CreationOptions = PublicKeyCredentialCreationOptionsJSON

/** How long the browser may ask its user. */
const TIMEOUT_MS = 60_000
const PUBLIC_KEY = 'public-key' as const

/** Null where passkeys cannot work. For any passkey of any user. @throws Unavailable */
export function logInOptions(now = new Date()): Promise<RequestOptions | null> {
  return requestOptions('log-in', [], now)
}

/** Null for a user without a passkey. For a user whose password was right. @throws Unavailable */
export function secondStepOptions(
  userId: UserId,
  now = new Date(),
): Promise<RequestOptions | null> {
  return ownOptions('log-in', userId, now)
}

/** Null for a user without a passkey. @throws Unavailable */
export function confirmOptions(
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
  now = new Date(),
): Promise<RequestOptions | null> {
  return ownOptions(`confirm ${sessionId}`, userId, now)
}

async function ownOptions(
  purpose: Purpose,
  userId: UserId,
  now: Date,
): Promise<RequestOptions | null> {
  const rows = await usablePasskeysOf(userId)
  return rows.length === 0 ? null : requestOptions(purpose, rows.map(descriptor), now)
}

async function requestOptions(
  purpose: Purpose,
  allowCredentials: ReturnType<typeof descriptor>[],
  now: Date,
): Promise<RequestOptions | null> {
  const party = relyingParty()
  if (!party) return null
  return {
    rpId: party.id,
    challenge: (await newChallenge(purpose, now)).toString('base64url'),
    allowCredentials,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  }
}

/** Null where passkeys cannot work. @throws Unavailable */
export async function registrationOptions(
  { userId, sessionId, email, name }: Actor,
  now = new Date(),
): Promise<CreationOptions | null> {
  const taken = (await listPasskeyRows(userId)).map(descriptor)
  return creationOptions({ userId, email, name }, `register ${sessionId}`, taken, now)
}

export interface SignUpOptions {
  /** Of the user whom it will make. */
  readonly userId: UserId
  /** Without the name and the address, which the visitor has yet to type. */
  readonly options: CreationOptions
}

/** Null where passkeys cannot work. @throws Unavailable */
export async function signUpOptions(now = new Date()): Promise<SignUpOptions | null> {
  const userId = newUserId()
  const options = await creationOptions(
    { userId, email: '', name: '' },
    `sign-up ${userId}`,
    [],
    now,
  )
  return options && { userId, options }
}

async function creationOptions(
  { userId, email, name }: Pick<Actor, 'userId' | 'email' | 'name'>,
  purpose: Purpose,
  excludeCredentials: ReturnType<typeof descriptor>[],
  now: Date,
): Promise<CreationOptions | null> {
  const party = relyingParty()
  if (!party) return null
  return {
    challenge: (await newChallenge(purpose, now)).toString('base64url'),
    rp: { id: party.id, name: brand().name },
    user: {
      id: Buffer.from(userHandle(userId)).toString('base64url'),
      name: email,
      displayName: name || email,
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: PUBLIC_KEY })),
    timeout: TIMEOUT_MS,
    attestation: 'none',
    excludeCredentials,
    authenticatorSelection: {
      residentKey: 'required',
      // For browsers that do not know `residentKey`.
      requireResidentKey: true,
      userVerification: 'required',
    },
    extensions: { credProps: true },
  }
}

/** The user handle: the id, which is random and says nothing of the user (WebAuthn §14.6.1). */
export function userHandle(userId: UserId): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(userId)
}

function descriptor({ id, transports }: PasskeyRecord) {
  // Browsers ignore values that they do not know.
  return { id, transports: parseJson(transports) as AuthenticatorTransport[], type: PUBLIC_KEY }
}

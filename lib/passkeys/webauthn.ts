/** Checks what an authenticator has signed. Pure: it knows no database and no clock. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { RelyingParty } from './relying-party'

/** Loads 200 modules, so it waits for the first passkey that is shown or made. */
async function loadLibrary() {
  const [ceremonies, encodings] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ])
  return { ...ceremonies, ...encodings }
}

type Library = Awaited<ReturnType<typeof loadLibrary>>

/** EdDSA, ES256 and RS256, in the order of preference, by their COSE numbers. */
export const ALGORITHMS: number[] = [-8, -7, -257]

interface Expected {
  readonly party: RelyingParty
  /** Whether we made this challenge, in base64url, for this purpose. */
  readonly isOurs: (challenge: string) => Promise<boolean>
}

export interface NewCredential {
  readonly id: string
  readonly rpId: string
  /** A COSE key in base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly aaguid: string
  readonly deviceBound: boolean
  readonly backedUp: boolean
}

/**
 * Checks a new credential. Its authenticator must have verified its user. Which model it is, it says
 * itself: we ask for no attestation, and accept none that names a certificate, since checking one
 * could make us ask the server that it names.
 *
 * @throws Error that says why it is refused
 * @see https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
 */
export async function verifyNewCredential(
  response: RegistrationResponseJSON,
  { party, isOurs }: Expected,
): Promise<NewCredential> {
  const { attestationObject, clientDataJSON } = response.response
  const library = await loadLibrary()
  refuseCrossOrigin(clientDataJSON, library)
  refuseCertificates(attestationObject, library)
  const { verified, registrationInfo } = await library.verifyRegistrationResponse({
    response,
    expectedChallenge: isOurs,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  })
  if (!verified) throw new Error('The attestation is wrong')
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = registrationInfo
  if (credential.id !== response.id) throw new Error('The credential has another ID')
  return {
    ...{ id: credential.id, rpId: party.id, counter: credential.counter, aaguid },
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    deviceBound: credentialDeviceType === 'singleDevice',
    backedUp: credentialBackedUp,
  }
}

export interface SignedAssertion {
  readonly counter: number
  readonly backedUp: boolean
}

/**
 * Checks an assertion, but for its counter. The authenticator must have verified its user.
 *
 * @param credential whose it is; `userHandle` in base64url
 * @throws Error that says why it is refused
 * @see https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  credential: { readonly id: string; readonly publicKey: string; readonly userHandle: string },
  { party, isOurs }: Expected,
): Promise<SignedAssertion> {
  const { clientDataJSON, userHandle } = response.response
  const library = await loadLibrary()
  refuseCrossOrigin(clientDataJSON, library)
  // The library does not compare them (§7.2 step 6).
  if (userHandle !== undefined && userHandle !== credential.userHandle) {
    throw new Error('The passkey says that it is of another user')
  }
  const { id, publicKey } = credential
  const { verified, authenticationInfo } = await library.verifyAuthenticationResponse({
    response,
    expectedChallenge: isOurs,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // The library compares counters with this one; ours is compared under a lock.
    credential: { id, publicKey: library.isoBase64URL.toBuffer(publicKey), counter: 0 },
  })
  if (!verified) throw new Error('The signature is wrong')
  const { newCounter, credentialBackedUp } = authenticationInfo
  return { counter: newCounter, backedUp: credentialBackedUp }
}

/** No page of another site may ask for it in a frame, and ours are in none. */
function refuseCrossOrigin(clientDataJSON: string, { decodeClientDataJSON }: Library): void {
  if (decodeClientDataJSON(clientDataJSON).crossOrigin) throw new Error('It is of a frame')
}

/** Allowed: no attestation, or one signed with the new key itself (§6.5.4). */
function refuseCertificates(attestationObject: string, library: Library): void {
  const { decodeAttestationObject, isoBase64URL } = library
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject))
  const format = decoded.get('fmt')
  const isPlain = format === 'none' || (format === 'packed' && !decoded.get('attStmt').get('x5c'))
  if (!isPlain) throw new Error('It has an attestation with a certificate')
}

import { readFileSync } from 'node:fs'
import {
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server'
import {
  decodeAttestationObject,
  isoBase64URL,
  parseAuthenticatorData,
} from '@simplewebauthn/server/helpers'
import { describe, expect, test } from 'vitest'
import { verifyAssertion, verifyNewCredential } from './webauthn'

interface Vector {
  name: string
  credentialId: string
  registration: { challenge: string; clientDataJSON: string; attestationObject: string }
  authentication: {
    challenge: string
    authenticatorData: string
    clientDataJSON: string
    signature: string
  }
}

const file = new URL('../../tests/vectors/webauthn.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
const party = { id: 'example.org', origin: 'https://example.org' }
const VERIFIED = 0x04
/** After the hash of the RP ID. */
const FLAGS_AT = 32

const encoded = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')
const expecting = (hex: string) => ({
  party,
  isOurs: (challenge: string) => Promise.resolve(challenge === encoded(hex)),
})

function registrationOf({ credentialId, registration }: Vector) {
  const { clientDataJSON, attestationObject } = registration
  const id = encoded(credentialId)
  return {
    ...{ id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} },
    response: {
      clientDataJSON: encoded(clientDataJSON),
      attestationObject: encoded(attestationObject),
    },
  }
}

function assertionOf({ credentialId, authentication }: Vector): AuthenticationResponseJSON {
  const { authenticatorData, clientDataJSON, signature } = authentication
  const id = encoded(credentialId)
  return {
    ...{ id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} },
    response: {
      authenticatorData: encoded(authenticatorData),
      clientDataJSON: encoded(clientDataJSON),
      signature: encoded(signature),
    },
  }
}

/** Why we refuse a registration of the specification; null where we accept it. */
const REGISTRATIONS: Readonly<Record<string, RegExp | null>> = {
  'ES256 Credential with No Attestation': /user could not be verified/,
  'ES256 Credential with Self Attestation': null,
  'ES256 Credential with "crossOrigin": true in clientDataJSON': /of a frame/,
  'ES256 Credential with "topOrigin" in clientDataJSON': /of a frame/,
  'ES256 Credential with very long credential ID': /user could not be verified/,
  'Packed Attestation with ES256 Credential': /certificate/,
  'Packed Attestation with ES384 Credential': /certificate/,
  'Packed Attestation with ES512 Credential': /certificate/,
  'Packed Attestation with RS256 Credential': /certificate/,
  'Packed Attestation with Ed25519 Credential': /certificate/,
  'Packed Attestation with Ed448 Credential': /certificate/,
  'TPM Attestation with ES256 Credential': /certificate/,
  'Android Key Attestation with ES256 Credential': /certificate/,
  'Apple Anonymous Attestation with ES256 Credential': /certificate/,
  'FIDO U2F Attestation with ES256 Credential': /certificate/,
}

describe('the test vectors of the specification (WebAuthn 3 §16)', () => {
  test.each(vectors)('registration: $name', async (vector) => {
    const { challenge } = vector.registration
    const verified = verifyNewCredential(registrationOf(vector), expecting(challenge))
    const why = REGISTRATIONS[vector.name]
    if (why === undefined) throw new Error('It has no verdict')
    if (why) await expect(verified).rejects.toThrow(why)
    else await expect(verified).resolves.toMatchObject({ id: encoded(vector.credentialId) })
  })

  test.each(vectors.filter(isSupported))('log-in: $name', async (vector) => {
    const { challenge, authenticatorData, clientDataJSON } = vector.authentication
    const credential = { id: encoded(vector.credentialId), publicKey: publicKeyOf(vector) }
    const verified = (response: AuthenticationResponseJSON) =>
      verifyAssertion(response, { ...credential, userHandle: 'dXNy' }, expecting(challenge))
    // The signature is right for the library, which here does not ask for verification.
    const { signed, forged } = { signed: assertionOf(vector), forged: forgedOf(vector) }
    expect(await signatureIsRight(signed, credential, challenge)).toBe(true)
    expect(await signatureIsRight(forged, credential, challenge)).toBe(false)
    const isVerified = ((Buffer.from(authenticatorData, 'hex')[FLAGS_AT] ?? 0) & VERIFIED) !== 0
    if (/"crossOrigin":true/.test(Buffer.from(clientDataJSON, 'hex').toString())) {
      await expect(verified(signed)).rejects.toThrow(/of a frame/)
    } else if (isVerified) {
      expect(await verified(signed)).toEqual({ counter: 0, backedUp: expect.any(Boolean) })
      await expect(verified(forged)).rejects.toThrow(/signature is wrong/)
    } else {
      await expect(verified(signed)).rejects.toThrow(/user could not be verified/)
    }
  })
})

/** The library has no Ed448, which we do not ask for either. */
function isSupported({ name }: Vector): boolean {
  return !name.includes('Ed448')
}

function publicKeyOf({ registration }: Vector): string {
  const object = decodeAttestationObject(Buffer.from(registration.attestationObject, 'hex'))
  const { credentialPublicKey } = parseAuthenticatorData(object.get('authData'))
  return Buffer.from(credentialPublicKey ?? []).toString('base64url')
}

/** The same assertion about another counter, which was not signed. */
function forgedOf(vector: Vector): AuthenticationResponseJSON {
  const { authentication } = vector
  const authenticatorData = `${authentication.authenticatorData.slice(0, -2)}01`
  return assertionOf({ ...vector, authentication: { ...authentication, authenticatorData } })
}

async function signatureIsRight(
  response: AuthenticationResponseJSON,
  { id, publicKey }: { id: string; publicKey: string },
  challenge: string,
): Promise<boolean> {
  const { verified } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: encoded(challenge),
    ...{ expectedOrigin: party.origin, expectedRPID: party.id },
    expectedTopOrigin: 'https://example.com',
    requireUserVerification: false,
    credential: { id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
  })
  return verified
}

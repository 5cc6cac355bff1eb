/** The answers of authenticators, as a browser sends them: read, and bounded, before a library sees them. */
import { z } from 'zod'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { parseJson } from '@/lib/base/json'

/** In characters. A registration with a certificate of its authenticator has some thousands. */
export const RESPONSE_MAX = 16 * 1024

/** @see https://www.w3.org/TR/webauthn-3/#credential-id (at most 1,023 bytes) */
const CREDENTIAL_ID_MAX = 1364
/** A client that invents transports must not fill the database. */
const TRANSPORTS_MAX = 8

const base64Url = z.string().regex(/^[\w-]+$/)
const credentialId = base64Url.max(CREDENTIAL_ID_MAX)

const common = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }

const assertion = z.object({
  ...common,
  response: z.object({
    authenticatorData: base64Url,
    clientDataJSON: base64Url,
    signature: base64Url,
    userHandle: base64Url.optional(),
  }),
})

const registration = z.object({
  ...common,
  response: z.object({
    attestationObject: base64Url,
    clientDataJSON: base64Url,
    transports: z.array(z.string().max(20)).max(TRANSPORTS_MAX).optional(),
  }),
})

/** Null for anything else than the JSON of an assertion. */
export function readAssertion(text: string): AuthenticationResponseJSON | null {
  const parsed = assertion.safeParse(jsonIn(text))
  if (!parsed.success) return null
  const { id, rawId, type, response } = parsed.data
  const { userHandle, ...signed } = response
  const given = { ...signed, ...(userHandle !== undefined && { userHandle }) }
  return { id, rawId, type, response: given, clientExtensionResults: {} }
}

/** Null for anything else than the JSON of a registration. */
export function readRegistration(text: string): RegistrationResponseJSON | null {
  const parsed = registration.safeParse(jsonIn(text))
  if (!parsed.success) return null
  const { id, rawId, type, response } = parsed.data
  const { attestationObject, clientDataJSON } = response
  return {
    ...{ id, rawId, type, response: { attestationObject, clientDataJSON } },
    clientExtensionResults: {},
  }
}

/** The credential ID in an assertion; null if there is none. */
export function passkeyIdIn(text: string): string | null {
  return readAssertion(text)?.id ?? null
}

/** How browsers reach the authenticator, as far as they said. */
export function transportsIn(text: string): string[] {
  const parsed = registration.safeParse(jsonIn(text))
  return parsed.success ? (parsed.data.response.transports ?? []) : []
}

function jsonIn(text: string): unknown {
  return text.length > RESPONSE_MAX ? null : parseJson(text)
}

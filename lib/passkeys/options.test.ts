/** The library, which loads too slowly for every log-in page, would ask browsers for the same. */
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { expect, test } from 'vitest'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { givenAccount } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenPasskey } from '@/tests/support/passkeys'
import { NOW } from '@/tests/support/people'
import { confirmOptions, logInOptions, registrationOptions, signUpOptions } from './options'
import { ALGORITHMS } from './webauthn'

useFreshDatabase()

const rpID = 'localhost'
/** No kind of authenticator is preferred, which is what a missing list says too. */
const NO_HINTS = { hints: [] }
const TRANSPORTS: AuthenticatorTransport[] = ['internal']

test('a log-in asks for any passkey', async () => {
  const options = await logInOptions(NOW)
  expect(options).toEqual(
    await generateAuthenticationOptions({
      rpID,
      challenge: bytes(options?.challenge),
      userVerification: 'required',
      allowCredentials: [],
    }),
  )
})

test('a grave act asks for a passkey of the user', async () => {
  const actor = await givenActor()
  const { id } = await givenPasskey(actor)
  const options = await confirmOptions(actor, NOW)
  expect(options).toEqual(
    await generateAuthenticationOptions({
      rpID,
      challenge: bytes(options?.challenge),
      userVerification: 'required',
      allowCredentials: [{ id, transports: TRANSPORTS }],
    }),
  )
})

test('a new passkey is asked for with those that the user has', async () => {
  const actor = await givenActor()
  const { id } = await givenPasskey(actor)
  const options = await registrationOptions(actor, NOW)
  expect({ ...options, ...NO_HINTS }).toEqual(
    await madeByLibrary({
      userName: 'ada@example.com',
      userDisplayName: 'Ada',
      userID: new TextEncoder().encode(actor.userId),
      challenge: bytes(options?.challenge),
      excludeCredentials: [{ id, transports: TRANSPORTS }],
    }),
  )
})

test('a sign-up asks for a new passkey of a user without a name', async () => {
  const made = await signUpOptions(NOW)
  expect({ ...made?.options, ...NO_HINTS }).toEqual(
    await madeByLibrary({
      userName: '',
      userID: new TextEncoder().encode(made?.userId),
      challenge: bytes(made?.options.challenge),
      excludeCredentials: [],
    }),
  )
})

type Asked = Omit<Parameters<typeof generateRegistrationOptions>[0], 'rpName' | 'rpID'>

function madeByLibrary(asked: Asked) {
  return generateRegistrationOptions({
    ...asked,
    rpName: 'Gatehouse',
    rpID,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
}

function bytes(text = ''): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'))
}

async function givenActor(): Promise<Actor> {
  const result = await authenticate((await givenAccount()).access, 'web', NOW)
  if (!result.ok) throw new Error(result.reason)
  return result.actor
}

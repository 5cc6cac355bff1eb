import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { HOUR } from '@/lib/base/time'
import { canAdministratorLogIn } from '@/lib/permissions/authority-rules'
import { signUpOptions } from '@/lib/passkeys/options'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { passkeysOf } from '@/lib/passkeys/manage'
import { logIn } from '@/lib/sessions/log-in'
import { logInWithPasskey } from '@/lib/sessions/log-in-passkey'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { challengeFor } from '@/tests/support/passkeys'
import { at, givenRole, LAPTOP, NOW } from '@/tests/support/people'
import { eventTypes, userIdOf } from '@/tests/support/rows'
import { SoftwareAuthenticator } from '@/tests/support/software-authenticator'
import { newSetupLink } from './setup'
import { signUpWithPasskey, type NewPasskeyAccount } from './sign-up-passkey'

useFreshDatabase()

const EMAIL = 'ada@example.com'

describe('signing up with a passkey', () => {
  test('makes a user without a password, and a session that says how', async () => {
    const { made, passkey, userId } = await makePasskey()
    const result = await signUp({ made, userId })
    if (!result.ok || !result.tokens) throw new Error('It made no session')
    expect(decodeJwt(result.tokens.access)).toMatchObject({ sub: userId, acr: 'phr' })
    expect(await passkeysOf(await userIdOf(EMAIL))).toMatchObject([{ id: passkey.id }])
    expect(await eventTypes()).not.toContain('authn_passkey_added')
    const attempt = { email: EMAIL, password: PASSWORD, persistent: false, from: LAPTOP }
    expect(await logIn(attempt, at(1))).toEqual(refused('wrong-credentials'))
    const answer = passkey.get(await challengeFor('log-in'), await userIdOf(EMAIL))
    const client = { persistent: false, from: LAPTOP, replaces: NO_TOKENS }
    const deviceSecret = newDeviceSecret()
    expect(
      await logInWithPasskey({ passkey: answer, ...client, deviceSecret }, at(1)),
    ).toMatchObject({ ok: true })
  })

  test('names all faults of the form, before it looks at the passkey', async () => {
    const form = { email: 'nobody', name: 'x'.repeat(500), made: '', userId: '' }
    expect(await signUp(form)).toEqual({
      ...refused('faults'),
      faults: ['bad-address', 'name-too-long'],
    })
  })

  test('refuses a passkey that was made for another user, another purpose, twice or long ago', async () => {
    const { made, userId, passkey } = await makePasskey()
    const { userId: other } = await makePasskey()
    expect(await signUp({ made, userId: other })).toEqual(refused('passkey-refused'))
    expect(await signUp({ made, userId: 'usr_' })).toEqual(refused('passkey-refused'))
    expect(await signUp({ made, userId: 'someone' })).toEqual(refused('passkey-refused'))
    const wrong = passkey.create(await challengeFor(`register ${userId}`))
    expect(await signUp({ made: wrong, userId })).toEqual(refused('passkey-refused'))
    expect(await signUp({ made, userId }, HOUR)).toEqual(refused('passkey-expired'))
    expect(await signUp({ made, userId })).toMatchObject({ ok: true })
    expect(await signUp({ made, userId, email: 'eve@example.com' })).toEqual(
      refused('passkey-taken'),
    )
  })

  test('says that an address is taken only where a password would', async () => {
    await givenAccount()
    const { made, userId } = await makePasskey()
    expect(await signUp({ made, userId })).toEqual({
      ...refused('faults'),
      faults: ['address-taken'],
    })
    process.env.SMTP_URL = 'smtp://127.0.0.1:25'
    process.env.MAIL_FROM = 'accounts@example.com'
    forgetSettings()
    for (const email of [EMAIL, 'eve@example.com']) {
      const fresh = await makePasskey()
      const form = { made: fresh.made, userId: fresh.userId, email }
      expect(await signUp(form), email).toEqual({ ok: true, tokens: null })
    }
  })

  test('is closed where sign-up is', async () => {
    process.env.SIGNUP = 'closed'
    forgetSettings()
    const { made, userId } = await makePasskey()
    expect(await signUp({ made, userId })).toEqual(refused('sign-up-closed'))
  })

  test('gives an administrator a way in, so that no new one can be set up', async () => {
    const { made, userId } = await makePasskey()
    await signUp({ made, userId })
    await givenRole(await userIdOf(EMAIL), 'administrator')
    expect(await canAdministratorLogIn()).toBe(true)
    expect(await newSetupLink(at(1))).toBeNull()
  })
})

/** What the page and the browser of a visitor make. */
async function makePasskey() {
  const page = await signUpOptions(NOW)
  if (!page) throw new Error('There are no passkeys here')
  const passkey = new SoftwareAuthenticator()
  return { passkey, userId: page.userId, made: passkey.create(page.options.challenge) }
}

function signUp(
  form: Pick<NewPasskeyAccount, 'made' | 'userId'> & Partial<NewPasskeyAccount>,
  seconds = 0,
) {
  const client = { from: LAPTOP, replaces: NO_TOKENS }
  return signUpWithPasskey({ email: EMAIL, name: 'Ada', ...client, ...form }, at(seconds))
}

import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import type { UserId } from '@/lib/base/ids'
import { HOUR } from '@/lib/base/time'
import { createLink } from '@/lib/links/create-link'
import { linkTokenHash } from '@/lib/links/link-token'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { removeAuthenticator } from '@/lib/factors/set-up'
import { allowPasskey, passkeysOf, removePasskey } from '@/lib/passkeys/manage'
import { logInOptions, secondStepOptions } from '@/lib/passkeys/options'
import { givenAccount, NO_TOKENS, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { otherProgram } from '@/tests/support/other-program'
import { challengeFor, givenPasskey } from '@/tests/support/passkeys'
import { at, LAPTOP, NOW } from '@/tests/support/people'
import { changeUser, eventsOf, sessionIds, userIdOf, userRow } from '@/tests/support/rows'
import { SoftwareAuthenticator, type Twist } from '@/tests/support/software-authenticator'
import { authenticate, type Actor } from './authenticate'
import { logInWithPasskey } from './log-in-passkey'

useFreshDatabase()

describe('a log-in with a passkey', () => {
  test.each([
    { synced: true, amr: ['swk', 'user', 'mfa'], acr: 'phr' },
    { synced: false, amr: ['hwk', 'user', 'mfa'], acr: 'phrh' },
  ])('is two factors by itself: $acr', async ({ synced, amr, acr }) => {
    const { actor, passkey } = await givenAda(new SoftwareAuthenticator({ synced }))
    const done = await logIn(passkey.get(await challengeFor('log-in'), actor.userId))
    if (!done.ok) throw new Error(done.reason)
    expect(decodeJwt(done.tokens.access)).toMatchObject({ sub: actor.userId, amr, acr })
    expect(await passkeysOf(actor.userId)).toMatchObject([{ lastUsedAt: at(1) }])
    expect(await eventsOf('authn_login_success')).toHaveLength(1)
  })

  test('asks for no code of an authenticator app', async () => {
    const { actor, passkey } = await givenAda()
    await givenAuthenticator(actor)
    const done = await logIn(passkey.get(await challengeFor('log-in'), actor.userId))
    expect(done).toMatchObject({ ok: true })
    await removeAuthenticator(actor, LAPTOP, at(2))
  })

  test('needs no user handle where the passkey was named, as at the second step', async () => {
    const { actor, passkey } = await givenAda()
    expect(await secondStepOptions(actor.userId)).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
      allowCredentials: [{ id: passkey.id }],
    })
    const answer = passkey.get(await challengeFor('log-in'), actor.userId, {
      userHandle: undefined,
    })
    expect(await logIn(answer)).toMatchObject({ ok: true })
  })

  const twists: [string, Twist][] = [
    ['another site', { origin: 'https://gatehouse.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['another RP ID', { rpId: 'example.com' }],
    ['a registration', { type: 'webauthn.create' }],
    ['a frame', { crossOrigin: true }],
    ['an authenticator that verified nobody', { flags: { uv: false } }],
    ['a user who was not there', { flags: { up: false } }],
    ['another user', { userHandle: 'usr_other' }],
    ['a forger', { forged: true }],
  ]
  test.each(twists)('is refused when the answer is of %s', async (_, twist) => {
    const { actor, passkey } = await givenAda()
    const before = await sessionIds()
    const answer = passkey.get(await challengeFor('log-in'), actor.userId, twist)
    expect(await logIn(answer)).toEqual(refused('passkey-refused'))
    expect(await sessionIds()).toEqual(before)
  })

  test('is refused with a challenge of another purpose, after an hour, and twice', async () => {
    const { actor, passkey } = await givenAda()
    const { sessionId, userId } = actor
    for (const purpose of [`confirm ${sessionId}`, `register ${sessionId}`] as const) {
      const answer = passkey.get(await challengeFor(purpose), userId)
      expect(await logIn(answer), purpose).toEqual(refused('passkey-refused'))
    }
    const answer = passkey.get(await challengeFor('log-in'), userId)
    expect(await logIn(answer, HOUR)).toEqual(refused('passkey-expired'))
    expect(await logIn(answer, HOUR - 1)).toMatchObject({ ok: true })
    expect(await logIn(answer, HOUR - 1)).toEqual(refused('passkey-expired'))
  })

  test('is refused with a passkey that was removed, or never added', async () => {
    const { actor, passkey } = await givenAda()
    const stranger = new SoftwareAuthenticator()
    const { userId } = actor
    expect(await logIn(stranger.get(await challengeFor('log-in'), userId))).toEqual(
      refused('unknown-passkey'),
    )
    await removePasskey(actor, { id: passkey.id, from: LAPTOP }, at(1))
    expect(await logIn(passkey.get(await challengeFor('log-in'), userId))).toEqual(
      refused('unknown-passkey'),
    )
  })

  test('is refused to a disabled user', async () => {
    const { actor, passkey } = await givenAda()
    await changeUser(actor.userId, { disabledAt: at(0) })
    expect(await logIn(passkey.get(await challengeFor('log-in'), actor.userId))).toEqual(
      refused('passkey-refused'),
    )
  })

  test.each(['', '{', '7', '[]', JSON.stringify({ id: 'AA' }), 'A'.repeat(20_000)])(
    'is refused when the text is %.20s',
    async (text) => {
      expect(await logIn(text)).toEqual(refused('passkey-refused'))
    },
  )

  test('ends the session that the browser had, and takes back a deletion', async () => {
    const { actor, passkey, access } = await givenAda()
    await changeUser(actor.userId, { deletionDueAt: at(1000) })
    const replaces = { access, refresh: null }
    const done = await logIn(passkey.get(await challengeFor('log-in'), actor.userId), 1, replaces)
    expect(done).toMatchObject({ ok: true, isKept: true })
    expect(await authenticate(access, 'web', at(2))).toMatchObject({ ok: false, reason: 'ended' })
  })

  test('verifies the address that its link was mailed to, once, and no other', async () => {
    const { actor, passkey } = await givenAda()
    const { userId } = actor
    await givenAccount({ email: 'eve@example.com' })
    const eve = await userIdOf('eve@example.com')
    const linkOf = async (owner: UserId) => {
      const link = { purpose: 'verify-address', userId: owner, life: HOUR, version: null } as const
      const { url } = await transaction({ locks: 'all' }, () => createLink(link, NOW))
      const hash = linkTokenHash(new URL(url).searchParams.get('token') ?? '') ?? ''
      return { hash, userId: owner }
    }
    const show = async (verification: { hash: string; userId: UserId }) =>
      logInWithPasskey(
        {
          passkey: passkey.get(await challengeFor('log-in'), userId),
          ...{ persistent: false, from: LAPTOP, replaces: NO_TOKENS, verification },
          deviceSecret: newDeviceSecret(),
        },
        at(1),
      )
    const verified = async () => (await userRow(userId)).emailVerifiedAt
    expect(await show(await linkOf(eve))).toEqual(refused('passkey-refused'))
    expect(await verified()).toBeNull()
    const own = await linkOf(userId)
    expect(await show(own)).toMatchObject({ ok: true })
    expect(await verified()).toEqual(at(1))
    expect(await show(own)).toEqual(refused('passkey-refused'))
  })

  test('writes nothing before an answer is right', async () => {
    const { actor, passkey } = await givenAda()
    const spent = () => otherProgram('SELECT * FROM spent_challenges')
    const before = await spent()
    await logInOptions()
    const forged = passkey.get(await challengeFor('log-in'), actor.userId, { forged: true })
    await logIn(forged)
    expect(await spent()).toEqual(before)
  })
})

describe('the counter of a passkey', () => {
  test('may rise, and is then expected to', async () => {
    const { actor, passkey } = await givenAda()
    for (const counter of [1, 2, 9]) {
      passkey.counter = counter
      const answer = passkey.get(await challengeFor('log-in'), actor.userId)
      expect(await logIn(answer), `${counter}`).toMatchObject({ ok: true })
    }
  })

  test.each([
    ['goes back', 4],
    ['stays', 5],
    ['begins anew', 0],
  ])('blocks a passkey whose counter %s, until its owner allows it', async (_, shown) => {
    const { actor, passkey } = await givenAda()
    passkey.counter = 5
    const show = async () => logIn(passkey.get(await challengeFor('log-in'), actor.userId))
    expect(await show()).toMatchObject({ ok: true })
    passkey.counter = shown
    expect(await show()).toEqual(refused('passkey-suspended'))
    expect(await passkeysOf(actor.userId)).toMatchObject([{ suspendedAt: at(1) }])
    expect(await eventsOf('authn_passkey_suspended')).toMatchObject([{ userId: actor.userId }])
    passkey.counter = 6
    expect(await show()).toEqual(refused('passkey-suspended'))
    expect(await secondStepOptions(actor.userId)).toBeNull()
    await allowPasskey(actor, { id: passkey.id, from: LAPTOP })
    expect(await show()).toMatchObject({ ok: true })
  })
})

interface Given {
  actor: Actor
  passkey: SoftwareAuthenticator
  access: string
}

async function givenAda(authenticator = new SoftwareAuthenticator()): Promise<Given> {
  const { access } = await givenAccount()
  const result = await authenticate(access, 'web', NOW)
  if (!result.ok) throw new Error(result.reason)
  const { actor } = result
  return { actor, access, passkey: await givenPasskey(actor, { authenticator }) }
}

function logIn(
  passkey: string,
  seconds = 1,
  replaces: { access: string | null; refresh: null } = { ...NO_TOKENS, refresh: null },
) {
  const client = { persistent: false, from: LAPTOP, replaces, deviceSecret: newDeviceSecret() }
  return logInWithPasskey({ passkey, ...client }, at(seconds))
}

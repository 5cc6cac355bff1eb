import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { updatePasskey } from '@/db/queries/passkeys'
import { deletePassword } from '@/db/queries/users'
import { givenAccount, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { challengeFor, givenPasskey } from '@/tests/support/passkeys'
import { at, LAPTOP, NOW } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import {
  cbor,
  SoftwareAuthenticator,
  type Cbor,
  type Twist,
} from '@/tests/support/software-authenticator'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { allowPasskey, passkeysOf, removePasskey, renamePasskey } from './manage'
import { registrationOptions } from './options'
import { PASSKEYS_MAX, registerPasskey } from './register'
import { RESPONSE_MAX } from './responses'

useFreshDatabase()

describe('a new passkey', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('is added: %s', async (algorithm) => {
    const actor = await givenActor()
    await givenPasskey(actor, { authenticator: new SoftwareAuthenticator({ algorithm }) })
    expect(await passkeysOf(actor.userId)).toMatchObject([
      { name: '', deviceBound: false, backedUp: true, createdAt: NOW, lastUsedAt: null },
    ])
    const [event] = await eventsOf('authn_passkey_added')
    expect(event).toMatchObject({ userId: actor.userId, sessionId: actor.sessionId })
  })

  test('is known as bound to its device where it cannot be synced', async () => {
    const actor = await givenActor()
    await givenPasskey(actor, { authenticator: new SoftwareAuthenticator({ synced: false }) })
    expect(await passkeysOf(actor.userId)).toMatchObject([{ deviceBound: true, backedUp: false }])
  })

  const twists: [string, Twist][] = [
    ['another site', { origin: 'https://gatehouse.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['another RP ID', { rpId: 'example.com' }],
    ['a log-in', { type: 'webauthn.get' }],
    ['a frame', { crossOrigin: true }],
    ['an authenticator that verified nobody', { flags: { uv: false } }],
    ['a user who was not there', { flags: { up: false } }],
  ]
  test.each(twists)('is refused when it is of %s', async (_, twist) => {
    const actor = await givenActor()
    const challenge = await challengeFor(`register ${actor.sessionId}`)
    expect(await register(actor, new SoftwareAuthenticator().create(challenge, twist))).toEqual(
      refused('passkey-refused'),
    )
    expect(await passkeysOf(actor.userId)).toEqual([])
  })

  test('is refused with a challenge of another session or purpose, after ten minutes, and twice', async () => {
    const actor = await givenActor()
    const passkey = new SoftwareAuthenticator()
    for (const purpose of ['register ses_other', `confirm ${actor.sessionId}`, 'log-in'] as const) {
      const answer = passkey.create(await challengeFor(purpose))
      expect(await register(actor, answer), purpose).toEqual(refused('passkey-refused'))
    }
    const answer = passkey.create(await challengeFor(`register ${actor.sessionId}`))
    expect(await register(actor, answer, 600)).toEqual(refused('passkey-expired'))
    expect(await register(actor, answer, 599)).toMatchObject({ ok: true })
    expect(await register(actor, answer, 599)).toEqual(refused('passkey-expired'))
  })

  test('is refused when it is named by another ID than it has', async () => {
    const actor = await givenActor()
    const answer = new SoftwareAuthenticator().create(
      await challengeFor(`register ${actor.sessionId}`),
    )
    const { id } = new SoftwareAuthenticator()
    const other = JSON.stringify({ ...(JSON.parse(answer) as object), id, rawId: id })
    expect(await register(actor, other)).toEqual(refused('passkey-refused'))
  })

  test('is refused with a key of an algorithm that we do not ask for', async () => {
    const actor = await givenActor()
    const challenge = await challengeFor(`register ${actor.sessionId}`)
    const answer = new SoftwareAuthenticator({ algorithm: 'ES384' }).create(challenge)
    expect(await register(actor, answer)).toEqual(refused('passkey-refused'))
  })

  test('is refused once the session has ended, and voids what waited before', async () => {
    const { access } = await givenAccount()
    const actor = await actorOf(access)
    const answer = new SoftwareAuthenticator().create(
      await challengeFor(`register ${actor.sessionId}`),
    )
    await endOwnSessions({ access, refresh: null }, 'everywhere', LAPTOP, at(1))
    expect(await register(actor, answer, 2)).toEqual(refused('overtaken'))
    expect(await passkeysOf(actor.userId)).toEqual([])
  })

  test('is refused when another account has it, or this one has as many as it can', async () => {
    const [ada, bob] = [await givenActor(), await givenActor('bob@example.com')]
    const passkey = await givenPasskey(ada)
    const answer = passkey.create(await challengeFor(`register ${bob.sessionId}`))
    expect(await register(bob, answer)).toEqual(refused('passkey-taken'))
    for (let count = 1; count < PASSKEYS_MAX; count += 1) await givenPasskey(ada)
    const more = new SoftwareAuthenticator().create(await challengeFor(`register ${ada.sessionId}`))
    expect(await register(ada, more)).toEqual(refused('too-many-passkeys'))
  })

  const bombs: [string, Buffer][] = [
    ['no CBOR', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    // Each says that it holds more than there is, or nests deeper than any answer.
    ['an array of 4 thousand million', Buffer.from('9affffffff', 'hex')],
    ['a text of 2^63 bytes', Buffer.from('7b7fffffffffffffff', 'hex')],
    ['an endless array', Buffer.from('9f', 'hex')],
    ['10,000 arrays in each other', Buffer.alloc(10_000, 0x81)],
    ['a map without its fields', cbor(new Map())],
    ['short authenticator data', attestation('none', Buffer.alloc(36))],
    ['an unknown format', attestation('made-up', Buffer.alloc(200))],
    [
      'a certificate',
      attestation('packed', Buffer.alloc(200), new Map([['x5c', [Buffer.alloc(9)]]])),
    ],
    ['a signed location', attestation('android-safetynet', Buffer.alloc(200))],
  ]
  test.each(bombs)('is refused, and soon, when its attestation is %s', async (_, bytes) => {
    const actor = await givenActor()
    const challenge = await challengeFor(`register ${actor.sessionId}`)
    const answer = new SoftwareAuthenticator().create(challenge, { attestation: bytes })
    expect(await register(actor, answer)).toEqual(refused('passkey-refused'))
  })

  test.each([
    ['empty', ''],
    ['no JSON', '{'],
    ['a number', '7'],
    ['an array', '[]'],
    ['without an answer', JSON.stringify({ id: 'AA', rawId: 'AA', type: 'public-key' })],
    ['too large', `"${'A'.repeat(RESPONSE_MAX)}"`],
    ['too deep', '['.repeat(8000)],
  ])('is refused when the text is %s', async (_, text) => {
    expect(await register(await givenActor(), text)).toEqual(refused('passkey-refused'))
  })
})

describe('the passkeys of a user', () => {
  test('are named in the options, so that no device makes a second one', async () => {
    const actor = await givenActor()
    const passkey = await givenPasskey(actor)
    expect(await registrationOptions(actor)).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: 'ada@example.com', id: Buffer.from(actor.userId).toString('base64url') },
      excludeCredentials: [{ id: passkey.id, transports: ['internal'] }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })

  test('are renamed and removed by their owner alone', async () => {
    const [ada, bob] = [await givenActor(), await givenActor('bob@example.com')]
    const { id } = await givenPasskey(ada)
    expect(await renamePasskey(bob, { id, name: 'Mine' })).toBe(false)
    expect(await allowPasskey(bob, { id: id, from: LAPTOP })).toBe(false)
    expect(await removePasskey(bob, { id, from: LAPTOP }, at(1))).toEqual(refused('not-found'))
    expect(await renamePasskey(ada, { id, name: '  My phone ' })).toBe(true)
    expect(await passkeysOf(ada.userId)).toMatchObject([{ name: 'My phone' }])
    expect(await removePasskey(ada, { id, from: LAPTOP }, at(1))).toEqual({ ok: true })
    expect(await passkeysOf(ada.userId)).toEqual([])
    expect(await eventsOf('authn_passkey_removed')).toHaveLength(1)
  })
})

test('the last way to log in cannot be removed', async () => {
  const actor = await givenActor()
  const [one, other] = [await givenPasskey(actor), await givenPasskey(actor)]
  await transaction({ locks: 'all' }, () => deletePassword(actor.userId))
  const remove = ({ id }: SoftwareAuthenticator) =>
    removePasskey(actor, { id, from: LAPTOP }, at(1))
  await transaction({ locks: 'all' }, () =>
    updatePasskey({ id: other.id, userId: actor.userId }, { suspendedAt: NOW }),
  )
  expect(await remove(one)).toEqual(refused('last-way-in'))
  await allowPasskey(actor, { id: other.id, from: LAPTOP })
  expect(await remove(one)).toEqual({ ok: true })
  expect(await remove(other)).toEqual(refused('last-way-in'))
})

async function givenActor(email = 'ada@example.com'): Promise<Actor> {
  return actorOf((await givenAccount({ email })).access)
}

async function actorOf(access: string): Promise<Actor> {
  const result = await authenticate(access, 'web', NOW)
  if (!result.ok) throw new Error(result.reason)
  return result.actor
}

function register(actor: Actor, text: string, seconds = 0) {
  return registerPasskey(actor, { text, from: LAPTOP }, at(seconds))
}

function attestation(fmt: string, authData: Buffer, attStmt: Cbor = new Map()): Buffer {
  return cbor(
    new Map<string, Cbor>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', authData],
    ]),
  )
}

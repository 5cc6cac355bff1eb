import { decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { listenToEndings } from '@/db/connection'
import { listSigningKeys } from '@/db/queries/signing-keys'
import { newestCheckpoint } from '@/lib/audit/checkpoint'
import { prepareInstallation } from '@/lib/installation/prepare'
import { COMMAND_LINE, NotAllowed, type Operator } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { refreshSession } from '@/lib/sessions/refresh'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { ring } from '@/tests/support/key-ring'
import { givenOperator } from '@/tests/support/operators'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { changeSigningKeys, changeUser, eventsOf } from '@/tests/support/rows'
import { newSecret } from '@/tests/support/settings'
import { burnKey } from './burn'
import { listKeys } from './list'
import { rotateKeys } from './rotate'
import { secretStatus } from './rewrap-status'
import { publicKeySet, signingKey } from './signing-keys'

useFreshDatabase()

const WITHOUT: Operator = { ...COMMAND_LINE, permissions: new Set() }

describe('rotateKeys', () => {
  test('refuses an administrator without the permission', async () => {
    await expect(rotateKeys(WITHOUT, LAPTOP, NOW)).rejects.toThrow(NotAllowed)
  })

  test('activates the next key, and ends no session', async () => {
    await givenRing()
    const { tokens } = await givenSession()
    const { active, next } = await ring()
    const rotated = await rotateKeys(COMMAND_LINE, LAPTOP, at(360))
    expect(rotated).toMatchObject({ ok: true, active: next })
    expect((await signingKey()).id).toBe(next)
    const after = await ring()
    expect(after).toMatchObject({ active: next, retiring: active })
    expect(after.next).not.toBe(next)
    expect((await publicKeySet(at(361))).keys.map(({ kid }) => kid).sort()).toEqual(
      [active, next, after.next].sort(),
    )
    expect(await authenticate(tokens.access, 'web', at(361))).toMatchObject({ ok: true })
    const refreshed = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(362))
    if (!refreshed.ok) throw new Error(refreshed.reason)
    expect(decodeProtectedHeader(refreshed.tokens.access).kid).toBe(next)
    expect(await authenticate(refreshed.tokens.access, 'web', at(363))).toMatchObject({ ok: true })
  })

  test('is refused until other services know the next key', async () => {
    await givenRing()
    const before = await listSigningKeys()
    const refused = { ok: false, reason: 'too-soon', readyAt: at(360) }
    expect(await rotateKeys(COMMAND_LINE, LAPTOP, at(0))).toEqual(refused)
    expect(await rotateKeys(COMMAND_LINE, LAPTOP, at(359.999))).toEqual(refused)
    expect(await listSigningKeys()).toEqual(before)
    expect(await rotateKeys(COMMAND_LINE, LAPTOP, at(360))).toMatchObject({ ok: true })
    expect(await rotateKeys(COMMAND_LINE, LAPTOP, at(361))).toMatchObject({ readyAt: at(720) })
  })

  test('is recorded with the actor', async () => {
    await givenRing()
    const { next } = await ring()
    await rotateKeys(COMMAND_LINE, LAPTOP, at(400))
    const [activated] = (await eventsOf('key_activated')).filter(
      (e) => e.actorId === 'command-line',
    )
    expect(activated?.details).toBe(JSON.stringify({ key: next, algorithm: 'ES256' }))
    const created = (await eventsOf('key_created')).filter((e) => e.actorId === 'command-line')
    expect(created).toHaveLength(1)
  })

  test('is refused under HS256, as burnKey is', async () => {
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    expect(await rotateKeys(COMMAND_LINE, LAPTOP, NOW)).toEqual({ ok: false, reason: 'derived' })
    expect(await burnKey(COMMAND_LINE, (await signingKey()).id, LAPTOP, NOW)).toEqual({
      ok: false,
      reason: 'derived',
    })
  })
})

describe('burnKey', () => {
  test('refuses an administrator without the permission', async () => {
    const { id } = await signingKey()
    await expect(burnKey(WITHOUT, id, LAPTOP, NOW)).rejects.toThrow(NotAllowed)
    expect((await signingKey()).id).toBe(id)
  })

  test('refuses every token of the key at once, activates the next key, and ends no session', async () => {
    const { tokens } = await givenSession()
    const { active, next } = await ring()
    expect(await burnKey(COMMAND_LINE, active, LAPTOP, at(10))).toEqual({ ok: true, active: next })
    expect(await authenticate(tokens.access, 'web', at(11))).toMatchObject({
      reason: 'expired',
    })
    const refreshed = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(12))
    if (!refreshed.ok) throw new Error(refreshed.reason)
    expect(await authenticate(refreshed.tokens.access, 'web', at(13))).toMatchObject({ ok: true })
    const published = (await publicKeySet()).keys.map(({ kid }) => kid)
    expect(published).toHaveLength(2)
    expect(published).not.toContain(active)
  })

  test('replaces a next key, but not a retired one', async () => {
    await givenRing()
    const first = await ring()
    expect(await burnKey(COMMAND_LINE, first.next, LAPTOP, NOW)).toEqual({
      ok: true,
      active: first.active,
    })
    const second = await ring()
    expect(second.active).toBe(first.active)
    expect(second.next).not.toBe(first.next)
    await rotateKeys(COMMAND_LINE, LAPTOP, at(400))
    const third = await ring()
    expect(await burnKey(COMMAND_LINE, third.retiring, LAPTOP, at(401))).toEqual({
      ok: true,
      active: third.active,
    })
    expect(await ring()).toMatchObject({ active: third.active, next: third.next })
  })

  test('creates an active key when the ring holds no other', async () => {
    const { active, next } = await ring()
    await otherProgram(`DELETE FROM signing_keys WHERE id = '${next}'`)
    const burned = await burnKey(COMMAND_LINE, active, LAPTOP, NOW)
    expect(burned).toMatchObject({ ok: true })
    expect((await signingKey()).id).not.toBe(active)
    expect((await ring()).next).toBeTruthy()
  })

  test('refuses a key that is burned already, and an unknown one', async () => {
    const { id } = await signingKey()
    await burnKey(COMMAND_LINE, id, LAPTOP, NOW)
    const before = await listSigningKeys()
    expect(await burnKey(COMMAND_LINE, id, LAPTOP, at(1))).toEqual({
      ok: false,
      reason: 'burned-before',
    })
    expect(await burnKey(COMMAND_LINE, 'nothing', LAPTOP, at(1))).toEqual({
      ok: false,
      reason: 'not-found',
    })
    expect(await listSigningKeys()).toEqual(before)
  })

  test('is refused, as rotateKeys is, when the actor was disabled since the guard', async () => {
    await givenRing()
    const operator = await givenOperator('administrator')
    await changeUser(operator.userId, { disabledAt: NOW })
    const { active } = await ring()
    await expect(burnKey(operator, active, LAPTOP, at(400))).rejects.toThrow(NotAllowed)
    await expect(rotateKeys(operator, LAPTOP, at(400))).rejects.toThrow(NotAllowed)
    expect((await signingKey()).id).toBe(active)
  })

  test('is recorded, as rotateKeys is, with the session and network of the actor', async () => {
    await givenRing()
    const operator = await givenOperator('administrator')
    await rotateKeys(operator, LAPTOP, at(400))
    await burnKey(operator, (await signingKey()).id, LAPTOP, at(401))
    const { userId: actorId, sessionId } = operator
    const by = expect.objectContaining({ actorId, sessionId, network: LAPTOP.network }) as object
    for (const type of ['key_activated', 'key_created', 'key_burned']) {
      expect(await eventsOf(type), type).toContainEqual(by)
    }
  })

  test('is recorded, covered by a checkpoint of another key, and announced to every open page', async () => {
    const told: (string | null)[] = []
    const stop = listenToEndings((userId) => told.push(userId))
    const { active, next } = await ring()
    await burnKey(COMMAND_LINE, active, LAPTOP, at(5))
    stop()
    expect(told).toContain(null)
    const [burned] = await eventsOf('key_burned')
    expect(burned).toMatchObject({ actorId: 'command-line', at: at(5) })
    expect(burned?.details).toBe(JSON.stringify({ key: active, algorithm: 'ES256', was: 'active' }))
    const checkpoint = await newestCheckpoint()
    expect(checkpoint?.sequence).toBeGreaterThanOrEqual(burned?.sequence ?? Infinity)
    expect(decodeProtectedHeader(checkpoint?.token ?? '').kid).toBe(next)
  })
})

describe('listKeys', () => {
  test('lists each key, until when it verifies, and when the next one may sign', async () => {
    await expect(listKeys(WITHOUT)).rejects.toThrow(NotAllowed)
    await givenRing()
    await rotateKeys(COMMAND_LINE, LAPTOP, at(400))
    const { active, next, retiring } = await ring()
    const listed = await listKeys(COMMAND_LINE, at(500))
    expect(listed).toMatchObject({ algorithm: 'ES256', derived: false, readyAt: at(760) })
    const byId = new Map(listed.keys.map((key) => [key.id, key]))
    expect(byId.get(active)).toMatchObject({ published: true, verifiesUntil: null })
    expect(byId.get(next)).toMatchObject({ status: 'next', activatedAt: null })
    const until = at(400 + 600 + 5 + 60)
    expect(byId.get(retiring)).toMatchObject({ published: true, verifiesUntil: until })
    expect(JSON.stringify(listed)).not.toMatch(/wrapped|"d"/)
    const later = await listKeys(COMMAND_LINE, at(1066))
    expect(later.keys.find(({ id }) => id === retiring)?.published).toBe(false)
  })
})

describe('secretStatus', () => {
  test('counts the keys that each secret wraps, and says when an old secret may be removed', async () => {
    await expect(secretStatus(WITHOUT)).rejects.toThrow(NotAllowed)
    const fresh = newSecret()
    await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
    expect(await secretStatus(COMMAND_LINE)).toEqual({
      secrets: [
        { position: 1, wraps: 0, mayGo: false },
        { position: 2, wraps: 8, mayGo: false },
      ],
      foreign: 0,
    })
    await prepareInstallation()
    expect((await secretStatus(COMMAND_LINE)).secrets[1]).toEqual({
      position: 2,
      wraps: 0,
      mayGo: true,
    })
    await restartWith({ AUTH_SECRET: SECRET })
    expect(await secretStatus(COMMAND_LINE)).toMatchObject({ foreign: 8 })
  })
})

/** The ring, created at `NOW`. */
async function givenRing(): Promise<void> {
  await changeSigningKeys({ createdAt: NOW })
}

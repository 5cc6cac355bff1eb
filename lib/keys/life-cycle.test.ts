import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import {
  findSigningKey,
  listSigningKeys,
  updateSigningKeyWrapping,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { createCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { verifyAudit } from '@/lib/audit/verify'
import { prepareInstallation } from '@/lib/installation/prepare'
import { tendKeys } from './tend'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { refreshSession } from '@/lib/sessions/refresh'
import { DAY, toNumericDate } from '@/lib/base/time'
import { signAccessToken } from '@/lib/tokens/access'
import { accessClaims } from '@/lib/tokens/claims'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { givenRetired, givenRing, ring } from '@/tests/support/key-ring'
import { logged } from '@/tests/support/log'
import { literal, otherProgram } from '@/tests/support/other-program'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { changeSigningKeys, eventsOf } from '@/tests/support/rows'
import { newSecret } from '@/tests/support/settings'
import { burnKey } from './burn'
import { destroyRetiredKeys } from './destroy-retired'
import { listKeys } from './list'
import { rotateKeys, rotateWhenDue } from './rotate'
import { secretStatus } from './rewrap-status'
import { openPrivate, publicKeySet, signingKey } from './signing-keys'
import { unwrap } from './wrapping'

/** Seconds for which a key is needed after it stops signing: 10 minutes, 5 seconds, 1 minute. */
const OVER = 665
const MONTH = 30 * DAY

useFreshDatabase()

describe('rotateWhenDue', () => {
  test('activates the next key when the active one has signed for KEY_ROTATION, and not before', async () => {
    await givenRing()
    const { active, next } = await ring()
    const { tokens } = await givenSession({ now: at(MONTH - 60) })
    expect(await rotateWhenDue(at(MONTH - 0.001))).toBe(false)
    expect(await ring()).toMatchObject({ active, next })
    expect(await rotateWhenDue(at(MONTH))).toBe(true)
    expect(await ring()).toMatchObject({ active: next, retiring: active })
    expect((await signingKey()).id).toBe(next)
    expect(await authenticate(tokens.access, 'web', at(MONTH + 1))).toMatchObject({ ok: true })
    expect(await rotateWhenDue(at(2 * MONTH - 0.001))).toBe(false)
    expect(await rotateWhenDue(at(2 * MONTH))).toBe(true)
  })

  test('is recorded in the audit log as an act of the system', async () => {
    await givenRing()
    const { next } = await ring()
    await rotateWhenDue(at(MONTH))
    const of = async (type: string) =>
      (await eventsOf(type)).filter(({ at: when }) => Number(when) === Number(at(MONTH)))
    const details = (key: string) => JSON.stringify({ key, algorithm: 'ES256' })
    const by = { actorId: 'system', sessionId: null }
    expect(await of('key_activated')).toMatchObject([{ ...by, details: details(next) }])
    const { next: made } = await ring()
    expect(await of('key_created')).toMatchObject([{ ...by, details: details(made) }])
  })

  test.each(['0s', 'HS256'])('never happens with %s', async (setting) => {
    await givenRing()
    await restartWith(setting === '0s' ? { KEY_ROTATION: '0s' } : { TOKEN_ALGORITHM: setting })
    expect(await rotateWhenDue(at(999 * DAY))).toBe(false)
    expect(await statuses()).toEqual(['active', 'next'])
    expect((await listKeys(COMMAND_LINE)).rotatesAt).toBeNull()
  })

  test('waits until other services know the next key, however short KEY_ROTATION is', async () => {
    await givenRing()
    await restartWith({ KEY_ROTATION: '2s' })
    expect((await listKeys(COMMAND_LINE)).rotatesAt).toEqual(at(360))
    expect(await rotateWhenDue(at(359.999))).toBe(false)
    expect(await rotateWhenDue(at(360))).toBe(true)
    expect(await rotateWhenDue(at(719.999))).toBe(false)
    expect(await rotateWhenDue(at(720))).toBe(true)
  })

  test('counts from a manual rotation too, and by the current KEY_ROTATION', async () => {
    await givenRing()
    await rotateKeys(COMMAND_LINE, LAPTOP, at(10 * DAY))
    expect((await listKeys(COMMAND_LINE, at(10 * DAY))).rotatesAt).toEqual(at(40 * DAY))
    expect(await rotateWhenDue(at(40 * DAY - 1))).toBe(false)
    await restartWith({ KEY_ROTATION: '7d' })
    expect((await listKeys(COMMAND_LINE, at(10 * DAY))).rotatesAt).toEqual(at(17 * DAY))
    expect(await rotateWhenDue(at(17 * DAY))).toBe(true)
  })

  test('keeps the active key when the next one does not open', async () => {
    await givenRing()
    const { active, next } = await ring()
    const ofAnother = (await row(active)).wrapped
    for (const wrapped of ['', 'rubbish', ofAnother]) {
      await setWrapped(next, wrapped)
      await expect(rotateWhenDue(at(MONTH))).rejects.toThrow(Unavailable)
      await expect(rotateKeys(COMMAND_LINE, LAPTOP, at(MONTH))).rejects.toThrow(Unavailable)
    }
    expect((await signingKey()).id).toBe(active)
    expect(await statuses()).toEqual(['active', 'next'])
  })

  test('retires both keys when two are active by mistake', async () => {
    await givenRing()
    await otherProgram("UPDATE signing_keys SET status = 'active'")
    await prepareInstallation(NOW)
    await changeSigningKeys({ activatedAt: NOW })
    const { next } = await ring()
    expect(await rotateWhenDue(at(2 * MONTH))).toBe(true)
    expect((await signingKey()).id).toBe(next)
    expect(await statuses()).toEqual(['active', 'next', 'retiring', 'retiring'])
  })
})

describe('destroyRetiredKeys', () => {
  test('destroys the private half when the last token has expired, and not before', async () => {
    const old = await givenRetired()
    const before = await findSigningKey(old)
    await destroyRetiredKeys(at(OVER))
    expect(await findSigningKey(old)).toEqual(before)

    await destroyRetiredKeys(at(OVER + 0.001))
    const gone = await row(old)
    expect(gone).toMatchObject({ status: 'gone', publicJwk: before?.publicJwk, retiredAt: NOW })
    const left = await unwrap(gone.wrapped)
    const members = JSON.parse(new TextDecoder().decode(left ?? undefined)) as object
    expect(Object.keys(members).sort()).toEqual(['crv', 'kty', 'x', 'y'])
    await expect(openPrivate(gone)).rejects.toThrow(Unavailable)
    const [event, ...more] = await eventsOf('key_destroyed')
    expect(event).toMatchObject({ actorId: 'system', at: at(OVER + 0.001) })
    expect(event?.details).toBe(JSON.stringify({ key: old, algorithm: 'ES256' }))
    expect(more).toEqual([])
  })

  test('leaves active, next and burned keys unchanged', async () => {
    const old = await givenRetired()
    await burnKey(COMMAND_LINE, old, LAPTOP, NOW)
    const before = await listSigningKeys()
    await destroyRetiredKeys(at(999 * DAY))
    expect(await listSigningKeys()).toEqual(before)
  })

  test('makes every token of the key invalid, even one that claims a longer life', async () => {
    await givenRing()
    const { session, tokens } = await givenSession()
    const { active: old } = await ring()
    const key = await openPrivate(await row(old))
    await rotateKeys(COMMAND_LINE, LAPTOP, at(400))
    const later = 400 + OVER + 1
    const [iat, exp] = [toNumericDate(at(later)), toNumericDate(at(later + 600))]
    const claims = accessClaims.parse({ ...decodeJwt(tokens.access), iat, nbf: iat, exp })
    const copied = await signAccessToken(claims, key)
    const look = () => authenticate(copied, 'web', at(later + 1))
    expect(await look()).toMatchObject({ ok: true, session: { id: session.id } })
    await destroyRetiredKeys(at(later))
    expect(await look()).toEqual({ ok: false, reason: 'expired' })

    const published = (await publicKeySet(at(later))).keys.map(({ kid }) => kid)
    expect(published).not.toContain(old)
    const refreshed = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(later + 1))
    if (!refreshed.ok) throw new Error(refreshed.reason)
    const fresh = refreshed.tokens.access
    expect(await authenticate(fresh, 'web', at(later + 2))).toMatchObject({ ok: true })
  })

  test('does not publish the key again when ACCESS_TOKEN_TTL is raised', async () => {
    const old = await givenGone()
    await restartWith({ ACCESS_TOKEN_TTL: '1h' })
    expect((await publicKeySet(at(OVER + 2))).keys.map(({ kid }) => kid)).not.toContain(old)
    const { keys } = await listKeys(COMMAND_LINE, at(OVER + 2))
    const gone = { status: 'gone', published: false, verifiesUntil: null }
    expect(keys.find(({ id }) => id === old)).toMatchObject(gone)
  })

  test('keeps checkpoints of the key verifiable, and the key can still be burned', async () => {
    await sealEvents()
    const checkpoint = await createCheckpoint(NOW)
    const old = await givenGone()
    expect(decodeProtectedHeader(checkpoint?.token ?? '').kid).toBe(old)
    expect(await verifyAudit({}, at(700))).toMatchObject({ ok: true, checkpoints: 1 })
    // Verification does not rely on the column of the public half.
    await otherProgram(`UPDATE signing_keys SET public_jwk = '{}' WHERE id = ${literal(old)}`)
    expect(await verifyAudit({}, at(700))).toMatchObject({ ok: true })
    expect(await burnKey(COMMAND_LINE, old, LAPTOP, at(701))).toMatchObject({ ok: true })
    expect(await findSigningKey(old)).toMatchObject({ status: 'burned', burnedAt: at(701) })
  })

  test('allows an old secret to be retired afterwards', async () => {
    const old = await givenGone()
    const fresh = newSecret()
    await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
    expect((await secretStatus(COMMAND_LINE)).secrets[1]).toMatchObject({ wraps: 9, mayGo: false })
    await prepareInstallation()
    expect(await secretStatus(COMMAND_LINE)).toMatchObject({
      secrets: [{ wraps: 9 }, { wraps: 0, mayGo: true }],
      foreign: 0,
    })
    await restartWith({ AUTH_SECRET: fresh })
    const before = await listSigningKeys()
    await prepareInstallation()
    expect(await listSigningKeys()).toEqual(before)
    expect(await findSigningKey(old)).toMatchObject({ status: 'gone' })
  })

  test('is not undone by a start that wraps keys again meanwhile', async () => {
    const old = await givenRetired()
    const { wrapped } = await row(old)
    await destroyRetiredKeys(at(OVER + 1))
    const gone = await row(old)
    await transaction({ locks: 'all' }, () =>
      updateSigningKeyWrapping(old, 'the private half', wrapped),
    )
    expect(await row(old)).toEqual(gone)
  })

  test('skips a key that does not open, with a warning', async () => {
    const warnings = logged('warn')
    const [one, other] = [await givenRetired(), await givenRetired()]
    await setWrapped(one, 'rubbish')
    await destroyRetiredKeys(at(OVER + 1))
    expect(await findSigningKey(one)).toMatchObject({ status: 'retiring', wrapped: 'rubbish' })
    expect(await findSigningKey(other)).toMatchObject({ status: 'gone' })
    expect(warnings()).toHaveLength(1)
  })
})

describe('tendKeys', () => {
  test('rotates and destroys in one round, including keys that were retired long ago', async () => {
    const old = await givenRetired()
    const { active } = await ring()
    await tendKeys(at(MONTH))
    expect(await findSigningKey(old)).toMatchObject({ status: 'gone' })
    expect(await findSigningKey(active)).toMatchObject({ status: 'retiring' })
    const before = await listSigningKeys()
    await tendKeys(at(MONTH + 1))
    expect(await listSigningKeys()).toEqual(before)
  })

  test('logs an outage, and catches up in a later round', async () => {
    const old = await givenRetired()
    const errors = logged('error')
    await otherProgram('ALTER TABLE signing_keys RENAME TO away')
    await tendKeys(at(MONTH))
    expect(errors()).toHaveLength(2)
    await otherProgram('ALTER TABLE away RENAME TO signing_keys')
    await tendKeys(at(MONTH + 60))
    expect(errors()).toHaveLength(2)
    expect(await findSigningKey(old)).toMatchObject({ status: 'gone' })
    expect(await statuses()).toEqual(['active', 'gone', 'next', 'retiring'])
  })
})

async function givenGone(): Promise<string> {
  const id = await givenRetired()
  await destroyRetiredKeys(at(OVER + 1))
  return id
}

async function setWrapped(id: string, wrapped: string): Promise<void> {
  await otherProgram(
    `UPDATE signing_keys SET wrapped = ${literal(wrapped)} WHERE id = ${literal(id)}`,
  )
}

async function statuses(): Promise<string[]> {
  return (await listSigningKeys()).map(({ status }) => status).sort()
}

async function row(id: string): Promise<SigningKeyRecord> {
  const key = await findSigningKey(id)
  if (!key) throw new Error(`There is no key ${id}`)
  return key
}

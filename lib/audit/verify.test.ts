import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { insertSigningKey, listSigningKeys } from '@/db/queries/signing-keys'
import { burnKey } from '@/lib/keys/burn'
import { newSigningKey, signingKey } from '@/lib/keys/signing-keys'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { HOUR, toNumericDate } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'
import { chain, givenChain, givenEvents, literalTime, recompute } from '@/tests/support/audit'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { literal, otherProgram } from '@/tests/support/other-program'
import { at, NOW } from '@/tests/support/people'
import { newSecret } from '@/tests/support/settings'
import { forge, forgingKey } from '@/tests/support/tokens'
import { newestCheckpoint } from './checkpoint'
import { signCheckpoint } from './checkpoint-token'
import { sealEvents } from './seal'
import { verifyAudit } from './verify'

useFreshDatabase()

const LAST = 12

describe('verifyAudit', () => {
  test('finds no fault in an untouched log', async () => {
    await givenChain()
    const found = await verifyAudit({}, at(60))
    expect(found).toEqual({ ok: true, events: LAST, checkpoints: 2, last: LAST })
  })

  test('finds no fault in an empty log, and seals new events first', async () => {
    expect(await verifyAudit({}, NOW)).toMatchObject({ ok: true, checkpoints: 0 })
    await givenEvents(2)
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })
  })

  test.each([
    ['type', "'authn_login_success'", 'changed'],
    ['at', 'TIME', 'changed'],
    ['user_id', "'usr_eve'", 'changed'],
    ['user_id', 'NULL', 'changed'],
    ['actor_id', "'usr_eve'", 'changed'],
    ['session_id', "'ses_eve'", 'changed'],
    ['request_id', "'req_eve'", 'changed'],
    ['details', "'{}'", 'changed'],
    ['id', "'evt_eve'", 'changed'],
    ['network', "'203.0.113.9'", 'personal-changed'],
    ['browser', "'Opera'", 'personal-changed'],
    ['system', 'NULL', 'personal-changed'],
    ['personal_details', "'{}'", 'personal-changed'],
    ['personal_salt', `'${'0'.repeat(32)}'`, 'personal-changed'],
    ['personal_salt', 'NULL', 'personal-changed'],
    ['personal_hash', `'${'0'.repeat(64)}'`, 'changed'],
    ['personal_hash', 'NULL', 'changed'],
    ['hash', `'${'0'.repeat(64)}'`, 'hash-changed'],
    ['hash', 'NULL', 'hash-changed'],
  ])('finds that %s was set to %s', async (column, value, kind) => {
    await givenChain()
    const to = value === 'TIME' ? literalTime(at(1)) : value
    await otherProgram(`UPDATE security_events SET ${column} = ${to} WHERE sequence = 7`)
    await expectFault({ kind, sequence: 7 })
    const [{ id } = { id: '' }] = (await chain()).filter(({ sequence }) => sequence === 7)
    expect(await verifyAudit({}, at(60))).toMatchObject({ fault: { id } })
  })

  test.each([
    ['the first event', 1],
    ['an event in the middle', 7],
    ['the event under a checkpoint', 6],
    ['the last event under the last checkpoint', LAST],
  ])('finds that %s was removed', async (_name, sequence) => {
    await givenChain()
    await otherProgram(`DELETE FROM security_events WHERE sequence = ${sequence}`)
    await expectFault({ kind: 'removed', sequence, through: sequence })
  })

  test('finds a removed event when the later ones were renumbered', async () => {
    await givenChain()
    await otherProgram('DELETE FROM security_events WHERE sequence = 7')
    await shift(8, -1)
    await expectFault({ kind: 'changed', sequence: 7 })
  })

  test('finds that the end was cut off, even after new events were added', async () => {
    await givenChain()
    await otherProgram(`DELETE FROM security_events WHERE sequence > 9`)
    await expectFault({ kind: 'removed', sequence: 10, through: LAST })
    await givenEvents(6, {}, at(61))
    await sealEvents()
    await expectFault({ kind: 'rewritten', sequence: 7, through: LAST })
  })

  test('finds an inserted event, and does not report the events after it', async () => {
    await givenChain()
    await shift(7, 1)
    await otherProgram(
      `INSERT INTO security_events (id, type, at, sequence, hash)
       VALUES ('evt_eve', 'user_created', ${literalTime(NOW)}, 7, '${'a'.repeat(64)}')`,
    )
    await expectFault({ kind: 'added', sequence: 7, id: 'evt_eve' })
  })

  test.each([
    [7, 8],
    [5, 9],
    [1, 12],
  ])('finds that events %i and %i were swapped', async (one, other) => {
    await givenChain()
    await otherProgram(`UPDATE security_events SET sequence = 999 WHERE sequence = ${one};
      UPDATE security_events SET sequence = ${one} WHERE sequence = ${other};
      UPDATE security_events SET sequence = ${other} WHERE sequence = 999`)
    await expectFault({ kind: 'moved', sequence: one })
  })

  test('finds that the number of an event was edited', async () => {
    await givenChain()
    await otherProgram('UPDATE security_events SET sequence = 70 WHERE sequence = 7')
    await expectFault({ kind: 'removed', sequence: 7, through: 7 })
  })

  test('finds that the number of an event was deleted so that it would be sealed again', async () => {
    await givenChain()
    await otherProgram('UPDATE security_events SET sequence = NULL WHERE sequence = 7')
    await expectFault({ kind: 'removed', sequence: 7, through: 7 })
  })

  test('finds a recomputed chain by its checkpoints', async () => {
    await givenChain()
    await otherProgram("UPDATE security_events SET user_id = 'usr_eve' WHERE sequence = 8")
    await recompute()
    await expectFault({ kind: 'rewritten', sequence: 7, through: LAST })
  })

  test('finds an event that was not sealed for more than an hour', async () => {
    await givenChain()
    await givenEvents(1, {}, at(60))
    const late = (await chain()).at(-1)
    expect(await verifyAudit({}, at(60 + HOUR + 1))).toEqual({
      ok: false,
      fault: { kind: 'unsealed', sequence: null, id: late?.id },
    })
  })
})

describe('checkpoints', () => {
  test.each([
    ['hash', `'${'a'.repeat(64)}'`, 'checkpoint-changed'],
    ['created_at', 'TIME', 'checkpoint-changed'],
    ['sequence', '5', 'checkpoint-changed'],
    ['token', "'a.b.c'", 'checkpoint-forged'],
  ])('are reported when their %s was set to %s', async (column, value, kind) => {
    await givenChain()
    const to = value === 'TIME' ? literalTime(at(1)) : value
    await otherProgram(`UPDATE audit_checkpoints SET ${column} = ${to} WHERE sequence = 6`)
    await expectFault({ kind })
  })

  test('are reported missing by the next one, or when none covers old events', async () => {
    await givenChain()
    await otherProgram('DELETE FROM audit_checkpoints WHERE sequence = 6')
    await expectFault({ kind: 'checkpoint-removed', sequence: 6 })
    await otherProgram('DELETE FROM audit_checkpoints')
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })
    expect(await verifyAudit({}, at(2 * HOUR))).toMatchObject({
      fault: { kind: 'not-covered', sequence: 1 },
    })
  })

  test('are reported when another key signed them, even one inserted into the key ring', async () => {
    await givenChain()
    await otherProgram("UPDATE security_events SET user_id = 'usr_eve' WHERE sequence = 8")
    await recompute()
    const stranger = await forgingKey('ES256', 'stranger')
    await replaceLast((claims) =>
      Promise.resolve(
        forge(stranger, { alg: 'ES256', typ: 'audit-checkpoint+jwt', kid: 'stranger' }, claims),
      ),
    )
    await expectFault({ kind: 'checkpoint-forged', sequence: LAST })

    // A whole key row, wrapped by the secret of an attacker.
    await restartWith({ AUTH_SECRET: newSecret() })
    const planted = await newSigningKey('ES256', NOW)
    await transaction({ locks: 'all' }, () =>
      insertSigningKey({ ...planted, status: 'active', createdAt: at(9e8) }),
    )
    const key = await signingKey()
    expect(key.id).toBe(planted.id)
    await restartWith({ AUTH_SECRET: SECRET })
    await replaceLast((claims) => signCheckpoint(claims, key))
    await expectFault({ kind: 'checkpoint-forged', sequence: LAST })
  })

  test('of a burned key prove nothing, and are reported when dated after the burning', async () => {
    await givenChain()
    const key = await signingKey()
    await burnKey(COMMAND_LINE, key.id, undefined, at(20))
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })

    await restoreChain(key, 90)
    await expectFault({ kind: 'checkpoint-forged' })
    // Signed just before the burning, by a clock ahead of ours: no fault.
    await restoreChain(key, 30)
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })
    // An earlier time is accepted, but covers no event.
    await restoreChain(key, 10)
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })
    expect(await verifyAudit({}, at(2 * HOUR))).toMatchObject({ fault: { kind: 'not-covered' } })
  })

  test('of HS256 cover events until their secret is retired', async () => {
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    await givenChain()
    await restartWith({ AUTH_SECRET: `${newSecret()},${SECRET}`, TOKEN_ALGORITHM: 'ES256' })
    expect(await verifyAudit({}, at(2 * HOUR))).toMatchObject({ ok: true })
    await restartWith({ AUTH_SECRET: newSecret() })
    expect(await verifyAudit({}, at(2 * HOUR))).toMatchObject({ fault: { kind: 'not-covered' } })
  })
})

describe('a checkpoint kept elsewhere', () => {
  test('agrees with an untouched log, however many events were added', async () => {
    await givenChain()
    const checkpoint = await kept()
    await givenEvents(3, {}, at(20))
    expect(await verifyAudit({ checkpoint: `${checkpoint}\n` }, at(60))).toMatchObject({ ok: true })
  })

  test('finds that a log was cut off together with its checkpoints', async () => {
    await givenChain()
    const checkpoint = await kept()
    await otherProgram(
      'DELETE FROM security_events WHERE sequence > 6; DELETE FROM audit_checkpoints WHERE sequence > 6',
    )
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })
    expect(await verifyAudit({ checkpoint }, at(60))).toMatchObject({
      fault: { kind: 'removed', sequence: 7, through: LAST },
    })
  })

  test('finds a log that was recomputed and signed again', async () => {
    await givenChain()
    const checkpoint = await kept()
    await otherProgram("UPDATE security_events SET user_id = 'usr_eve' WHERE sequence = 8")
    await recompute()
    const key = await signingKey()
    await replaceLast((claims) => signCheckpoint(claims, key))
    expect(await verifyAudit({}, at(60))).toMatchObject({ ok: true })
    expect(await verifyAudit({ checkpoint }, at(60))).toMatchObject({
      fault: { kind: 'rewritten', sequence: LAST },
    })
  })

  test('is refused when this installation did not sign it', async () => {
    await givenChain()
    const stranger = await forgingKey('ES256')
    const claims = { iss: 'x', iat: 1, sequence: 1, hash: 'a'.repeat(64), previous: 0 }
    const header = { alg: 'ES256', typ: 'audit-checkpoint+jwt', kid: 'key-1' }
    for (const checkpoint of ['', 'rubbish', forge(stranger, header, claims)]) {
      expect(await verifyAudit({ checkpoint }, at(60))).toMatchObject({
        fault: { kind: 'kept-not-ours' },
      })
    }
  })
})

async function expectFault(fault: object): Promise<void> {
  expect(await verifyAudit({}, at(60))).toMatchObject({ ok: false, fault })
}

async function shift(from: number, by: number): Promise<void> {
  await otherProgram(`UPDATE security_events SET sequence = sequence + 1000 WHERE sequence >= ${from};
    UPDATE security_events SET sequence = sequence - 1000 + ${by} WHERE sequence >= 1000`)
}

async function kept(): Promise<string> {
  return (await newestCheckpoint())?.token ?? ''
}

type Claims = Parameters<typeof signCheckpoint>[0]

/** Replaces the last checkpoint by one over the chain as it is now. */
async function replaceLast(sign: (claims: Claims) => Promise<string>): Promise<void> {
  const last = (await chain()).find(({ sequence }) => sequence === LAST)
  const iat = toNumericDate(at(12))
  const hash = last?.hash ?? ''
  const token = await sign({ iss: 'x', iat, sequence: LAST, hash, previous: 6 })
  await otherProgram(
    `UPDATE audit_checkpoints SET token = ${literal(token)}, hash = ${literal(hash)},
     created_at = ${literalTime(at(12))} WHERE sequence = ${LAST}`,
  )
}

/** Forges a chain under one checkpoint of this key, as a thief of a burned key would. */
async function restoreChain(key: TokenKey, seconds: number): Promise<void> {
  await otherProgram('DELETE FROM audit_checkpoints')
  await otherProgram("UPDATE security_events SET user_id = 'usr_eve' WHERE sequence = 8")
  await recompute()
  const last = (await chain()).filter(({ sequence }) => sequence !== null).at(-1)
  const [sequence, hash] = [last?.sequence ?? 0, last?.hash ?? '']
  const claims = { iss: 'x', iat: toNumericDate(at(seconds)), sequence, hash, previous: 0 }
  const token = await signCheckpoint(claims, key)
  await otherProgram(
    `INSERT INTO audit_checkpoints (sequence, hash, token, created_at)
     VALUES (${sequence}, ${literal(hash)}, ${literal(token)}, ${literalTime(at(seconds))})`,
  )
  expect((await listSigningKeys()).find(({ id }) => id === key.id)?.status).toBe('burned')
}

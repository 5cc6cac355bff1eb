import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '@/lib/base/time'
import { chain, givenEvents, literalTime } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { createCheckpoint } from './checkpoint'
import { eraseEvents, purgeEvents } from './retain'
import { sealEvents } from './seal'
import { verifyAudit } from './verify'

useFreshDatabase()

/** `NOW` is noon, and events are removed at the end of the day on which their time expires. */
const YEAR_LATER = 365 * DAY + 12 * HOUR
const QUARTER_LATER = 90 * DAY + 12 * HOUR

describe('purgeEvents', () => {
  test('removes expired events up to a checkpoint, and records the removal', async () => {
    await givenDays()
    await purgeEvents(at(YEAR_LATER - 1))
    expect(await places()).toEqual(range(1, 9))
    await purgeEvents(at(YEAR_LATER))
    expect(await places()).toEqual([...range(4, 9), null])
    const [purged] = await eventsOf('audit_purged')
    expect(purged).toMatchObject({ actorId: 'system', details: '{"through":3}' })
    expect(await verified(at(YEAR_LATER + 1))).toMatchObject({ ok: true, events: 7 })
    expect(await checkpoints()).toEqual([3, 6, 9, 10])
  })

  test('removes all old events in time, and the chain stays whole', async () => {
    await givenDays()
    await purgeEvents(at(YEAR_LATER + 2 * DAY))
    expect(await places()).toEqual([null])
    expect(await verified(at(YEAR_LATER + 2 * DAY))).toMatchObject({ ok: true, events: 1 })
    await givenEvents(2, {}, at(YEAR_LATER + 3 * DAY))
    expect(await verified(at(2 * YEAR_LATER + 9 * DAY))).toMatchObject({
      ok: true,
      events: 3,
    })
  })

  test('changes nothing when it runs again, and finishes an interrupted removal', async () => {
    await givenDays()
    await purgeEvents(at(YEAR_LATER))
    await sealEvents()
    const before = await chain()
    await purgeEvents(at(YEAR_LATER + HOUR))
    expect(await chain()).toEqual(before)

    // As left by a process that was killed after it announced the next removal.
    const details = { through: 6 }
    await givenEvents(1, { type: 'audit_purged', details }, at(YEAR_LATER + DAY))
    await otherProgram('DELETE FROM security_events WHERE sequence = 4')
    expect(await verified(at(YEAR_LATER + DAY))).toMatchObject({ ok: true })
    await purgeEvents(at(YEAR_LATER + DAY))
    expect((await places())[0]).toBe(7)
    expect(await eventsOf('audit_purged')).toHaveLength(2)
    expect(await verified(at(YEAR_LATER + DAY))).toMatchObject({ ok: true })
  })

  test('does not hide another removal at the beginning of the log', async () => {
    await givenDays()
    await purgeEvents(at(YEAR_LATER))
    await otherProgram('DELETE FROM security_events WHERE sequence = 4')
    expect(await verified(at(YEAR_LATER))).toMatchObject({
      fault: { kind: 'removed', sequence: 4, through: 4 },
    })
  })

  test('leaves a log that fails verification without the checkpoint of the removal', async () => {
    await givenDays()
    await purgeEvents(at(YEAR_LATER))
    await otherProgram('DELETE FROM audit_checkpoints WHERE sequence = 3')
    expect(await verified(at(YEAR_LATER))).toMatchObject({
      fault: { kind: 'checkpoint-removed', sequence: 3 },
    })
  })

  test('removes expired events despite a checkpoint from a clock that was ahead', async () => {
    await givenDays()
    const ahead = literalTime(at(9 * YEAR_LATER))
    await otherProgram(`UPDATE audit_checkpoints SET created_at = ${ahead} WHERE sequence = 3`)
    await purgeEvents(at(YEAR_LATER + DAY))
    expect((await places())[0]).toBe(7)
  })
})

describe('eraseEvents', () => {
  test('erases personal data when its time expires, and nothing else', async () => {
    await givenDays()
    const before = await chain()
    await eraseEvents(at(QUARTER_LATER - 1))
    expect(await chain()).toEqual(before)
    await eraseEvents(at(QUARTER_LATER))
    const after = await chain()
    const gone = {
      network: null,
      browser: null,
      system: null,
      personalDetails: null,
      personalSalt: null,
    }
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3).map((event) => ({ ...event, ...gone })))
    expect(after.slice(3, 9)).toEqual(before.slice(3))
    const [erased] = await eventsOf('audit_erased')
    expect(erased).toMatchObject({ actorId: 'system', details: '{"from":1,"through":3}' })
    expect(await verified(at(QUARTER_LATER))).toMatchObject({ ok: true })
  })

  test('changes nothing when it runs again, goes on, and finishes an interrupted erasure', async () => {
    await givenDays()
    await eraseEvents(at(QUARTER_LATER))
    await sealEvents()
    const before = await chain()
    await eraseEvents(at(QUARTER_LATER + HOUR))
    expect(await chain()).toEqual(before)
    // As left by a process that was killed after it announced the erasure.
    const details = { from: 4, through: 6 }
    await givenEvents(1, { type: 'audit_erased', details }, at(QUARTER_LATER + DAY))
    await eraseEvents(at(QUARTER_LATER + DAY))
    expect(await eventsOf('audit_erased')).toHaveLength(2)
    expect((await chain()).filter(({ personalSalt }) => personalSalt === null)).toHaveLength(6)
    await eraseEvents(at(QUARTER_LATER + 2 * DAY))
    expect(JSON.parse((await chain()).at(-1)?.details ?? '')).toEqual({ from: 7, through: 9 })
    expect(await verified(at(QUARTER_LATER + 2 * DAY))).toMatchObject({ ok: true })
  })

  test('does not hide personal data that was erased too early or added afterwards', async () => {
    await givenDays()
    await eraseEvents(at(QUARTER_LATER))
    const now = at(QUARTER_LATER)
    await otherProgram("UPDATE security_events SET network = '192.0.2.9' WHERE sequence = 2")
    expect(await verified(now)).toMatchObject({
      fault: { kind: 'personal-changed', sequence: 2 },
    })
    await otherProgram('UPDATE security_events SET network = NULL WHERE sequence = 2')
    expect(await verified(now)).toMatchObject({ ok: true })
    await otherProgram(
      `UPDATE security_events SET network = NULL, browser = NULL, system = NULL,
       personal_details = NULL, personal_salt = NULL WHERE sequence = 4`,
    )
    expect(await verified(now)).toMatchObject({
      fault: { kind: 'personal-removed', sequence: 4 },
    })
  })
})

/** Three days with three events and a checkpoint each. */
async function givenDays(): Promise<void> {
  await otherProgram('DELETE FROM security_events')
  for (const day of [0, 1, 2]) {
    await givenEvents(3, {}, at(day * DAY))
    await sealEvents()
    await createCheckpoint(at(day * DAY + 60))
  }
}

/** Seals and signs all events, as happens within a minute, and verifies the log. */
async function verified(now: Date) {
  await sealEvents()
  await createCheckpoint(now)
  return verifyAudit({}, now)
}

async function places(): Promise<(number | null)[]> {
  return (await chain()).map(({ sequence }) => sequence)
}

async function checkpoints(): Promise<number[]> {
  const rows = await otherProgram('SELECT sequence FROM audit_checkpoints ORDER BY sequence')
  return rows.map(({ sequence }) => Number(sequence))
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

import { describe, expect, test } from 'vitest'
import type { SessionId } from '@/lib/base/ids'
import { sealEvents } from '@/lib/audit/seal'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { counted, givenEvents } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at, NOW } from '@/tests/support/people'
import { DAY, HOUR } from '@/lib/base/time'
import { countActiveSessions, hourOf, activeHours } from './counting'
import { statistics } from './overview'

useFreshDatabase()

describe('statistics', () => {
  test('are refused to an administrator without the permission', async () => {
    const nobody = { ...COMMAND_LINE, permissions: new Set<never>() }
    await expect(statistics(nobody, '24h', NOW)).rejects.toThrow(NotAllowed)
  })

  test('cover 24 hours, the current one last, with failures by reason', async () => {
    await givenEvents(1, { type: 'authn_login_success', details: {} }, at(-24 * HOUR))
    await givenEvents(2, { type: 'authn_login_success', details: {} }, at(-23 * HOUR))
    await givenEvents(1, { details: { reason: 'unknown-address' } })
    await givenEvents(2, { details: { reason: 'disabled' } })
    await givenEvents(1, { type: 'authn_login_fail_max', details: { reason: 'too-many-tries' } })
    await givenEvents(1, { details: {} })
    await givenEvents(1, { type: 'session_renewed', details: {} })
    await givenEvents(1, { type: 'authn_token_reuse', details: {} })
    await givenEvents(1, { type: 'authn_token_shared', details: {} })
    await givenEvents(1, { type: 'user_created', details: {} })
    await sealEvents()
    const { points, totals } = await statistics(COMMAND_LINE, '24h', at(1800))
    expect(points).toHaveLength(24)
    expect(points[0]).toMatchObject({ at: at(-23 * HOUR), logIns: 2, logInsFailed: 0 })
    expect(points[23]).toMatchObject({
      at: NOW,
      logIns: 0,
      logInsFailed: 5,
      logInsFailedBy: {
        'wrong-password': 0,
        'unknown-address': 1,
        disabled: 2,
        'too-many-tries': 1,
        other: 1,
      },
      refreshes: 1,
      reuses: 1,
      sharedSessions: 1,
      signUps: 1,
    })
    expect(totals).toMatchObject({ logIns: 2, logInsFailed: 5, signUps: 1 })
  })

  test('cover 30 days in UTC, each with its busiest hour', async () => {
    await givenEvents(1, { type: 'user_created', details: {} }, at(-29 * DAY - 12 * HOUR))
    await givenEvents(1, { type: 'user_created', details: {} }, at(-29 * DAY - 13 * HOUR))
    await sealEvents()
    for (const [hour, sessions] of [
      [at(-HOUR), 3],
      [NOW, 2],
      [at(-13 * HOUR), 5],
    ] as const) {
      for (let i = 0; i < sessions; i += 1) await renew(`ses_${i}`, hour)
      await countActiveSessions(hour)
    }
    const { points, totals } = await statistics(COMMAND_LINE, '30d', NOW)
    expect(points).toHaveLength(30)
    expect(points[0]).toMatchObject({ at: at(-29 * DAY - 12 * HOUR), signUps: 1 })
    expect(points[28]).toMatchObject({ activeSessions: 5 })
    expect(points[29]).toMatchObject({ at: at(-12 * HOUR), activeSessions: 3 })
    expect(totals).toMatchObject({ activeSessions: 5, signUps: 1 })
  })

  test('survive the deletion of the events', async () => {
    await givenEvents(2, { type: 'user_created', details: {} })
    await sealEvents()
    await otherProgram('DELETE FROM security_events')
    expect((await statistics(COMMAND_LINE, '24h', NOW)).totals.signUps).toBe(2)
  })
})

describe('active sessions', () => {
  test('are the sessions that started or refreshed in the hour, each once, however often counted', async () => {
    await renew('ses_1', NOW)
    await renew('ses_1', at(10))
    await renew('ses_2', at(3599.999))
    await renew('ses_3', at(3600))
    await renew('ses_4', at(-0.001))
    await givenEvents(1, { type: 'session_created', sessionId: 'ses_5' })
    await givenEvents(1, { type: 'session_logout', sessionId: 'ses_6' })
    await countActiveSessions(NOW)
    await countActiveSessions(NOW)
    expect(await counted()).toEqual({ '2026-01-01T12 active_sessions': 3 })
  })

  test('are counted for the hours that sealed events show', async () => {
    expect(hourOf(at(3599))).toEqual(NOW)
    await renew('ses_1', at(HOUR + 1))
    await givenEvents(1, {}, at(2 * HOUR))
    const hours: number[] = []
    await sealEvents((events) => hours.push(...activeHours(events)))
    expect(hours).toEqual([at(HOUR).getTime()])
  })
})

function renew(sessionId: SessionId, now: Date): Promise<void> {
  return givenEvents(1, { type: 'session_renewed', sessionId, details: {} }, now)
}

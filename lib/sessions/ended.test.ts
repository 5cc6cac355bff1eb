import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { changeInstallation, changeSession, copySession } from '@/tests/support/rows'
import { transaction } from '@/db/connection'
import { raiseUserVersion } from '@/db/queries/users'
import { DAY, HOUR } from '@/lib/base/time'
import { purgeExpired } from '@/lib/maintenance/purge'
import { listEndedLately } from './ended'

useFreshDatabase()

describe('listEndedLately', () => {
  test('lists how and when the sessions of the user ended, the latest first', async () => {
    const { userId } = await givenSession()
    const out = await givenSession({ userId, from: PHONE })
    await changeSession(out.session.id, { endedAt: at(10), endReason: 'logged-out', label: 'Blue' })
    const copied = await givenSession({ userId })
    await changeSession(copied.session.id, { endedAt: at(30), endReason: 'reuse' })
    const idle = await givenSession({ userId, persistent: false })
    const other = await givenSession({ userId: await givenUser('bob@example.com') })
    await changeSession(other.session.id, { endedAt: at(10) })
    const ended = await listEndedLately({ userId }, at(13 * HOUR))
    expect(ended).toMatchObject([
      { id: idle.session.id, ending: 'unused', endedAt: at(12 * HOUR) },
      { id: copied.session.id, ending: 'reuse', endedAt: at(30) },
      {
        id: out.session.id,
        ending: 'logged-out',
        endedAt: at(10),
        label: 'Blue',
        browser: 'Safari',
      },
    ])
  })

  test('says that a session ended with all others, and when if that was the last time', async () => {
    const { userId, session } = await givenSession()
    await transaction({ locks: 'all' }, () => raiseUserVersion(userId, at(5)))
    const all = [{ id: session.id, ending: 'everywhere', endedAt: at(5) }]
    expect(await listEndedLately({ userId }, at(6))).toMatchObject(all)
    // Also when its limit has passed since.
    expect(await listEndedLately({ userId }, at(20 * DAY))).toMatchObject(all)
    await transaction({ locks: 'all' }, () => raiseUserVersion(userId, at(7)))
    expect(await listEndedLately({ userId }, at(8))).toMatchObject([
      { ending: 'everywhere', endedAt: null },
    ])
  })

  test('says that a session had expired before all others were ended', async () => {
    const { userId } = await givenSession({ persistent: false })
    await transaction({ locks: 'all' }, () => raiseUserVersion(userId, at(DAY)))
    expect(await listEndedLately({ userId }, at(DAY))).toMatchObject([
      { ending: 'unused', endedAt: at(12 * HOUR) },
    ])
  })

  test('says that a session reached its absolute limit', async () => {
    const { userId, session } = await givenSession()
    await changeSession(session.id, { idleExpiresAt: at(HOUR), expiresAt: at(HOUR) })
    expect(await listEndedLately({ userId }, at(HOUR))).toMatchObject([
      { ending: 'longest', endedAt: at(HOUR) },
    ])
  })

  test('says that the sessions of all users were ended', async () => {
    const { userId } = await givenSession()
    await changeInstallation({ epoch: 9 })
    expect(await listEndedLately({ userId }, at(1))).toMatchObject([
      { ending: 'everyone', endedAt: null },
    ])
  })

  test('shows a session for 30 days after it ended, however long it was not used before', async () => {
    const { userId, session } = await givenSession()
    // Unused for 14 days.
    const shownUntil = (14 + 30) * DAY
    await purgeExpired(at(shownUntil))
    expect(await listEndedLately({ userId }, at(shownUntil))).toMatchObject([{ id: session.id }])
    expect(await listEndedLately({ userId }, at(shownUntil + 1))).toEqual([])
  })

  test('shows a session for 30 days after its absolute limit', async () => {
    const { userId, session } = await givenSession()
    const limit = at(90 * DAY)
    await changeSession(session.id, { idleExpiresAt: limit, lastSeenAt: at(89 * DAY) })
    await purgeExpired(at(120 * DAY))
    expect(await listEndedLately({ userId }, at(120 * DAY))).toHaveLength(1)
  })

  test('lists at most 20, without sessions that live', async () => {
    const { userId, session } = await givenSession({ from: LAPTOP })
    await changeSession(session.id, { endedAt: NOW, endReason: 'replaced' })
    await copySession(session.id, 30)
    await givenSession({ userId })
    expect(await listEndedLately({ userId }, at(1))).toHaveLength(20)
  })
})

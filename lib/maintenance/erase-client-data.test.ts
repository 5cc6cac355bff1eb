import { expect, test } from 'vitest'
import { grantDevice } from '@/lib/devices/known-device'
import { reportReuse } from '@/lib/incidents/report'
import { DAY, HOUR } from '@/lib/base/time'
import { counted, givenEvents } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, NOW, PHONE } from '@/tests/support/people'
import {
  changeSession,
  copySession,
  deviceRows,
  incidentsOf,
  sessionRow,
} from '@/tests/support/rows'
import { transaction } from '@/db/connection'
import { sealEvents } from '@/lib/audit/seal'
import { eraseClientData } from './erase-client-data'
import { purgeExpired } from './purge'

useFreshDatabase()

const NOWHERE = {
  network: 'unknown',
  browser: 'Unknown',
  system: 'Unknown',
  device: 'unknown' as const,
  createdNetwork: 'unknown',
  rotatedNetwork: 'unknown',
  rotatedBrowser: 'Unknown',
  rotatedSystem: 'Unknown',
}

test('network and device of a session are erased 90 days after it ends', async () => {
  const { session: ended, userId } = await givenSession()
  const { session: expired } = await givenSession({ userId })
  const { session: living } = await givenSession({ userId })
  await changeSession(ended.id, { endedAt: at(DAY), endReason: 'logged-out' })
  await changeSession(expired.id, { idleExpiresAt: at(2 * DAY) })
  await changeSession(living.id, { idleExpiresAt: at(89 * DAY) })
  const rows = () => Promise.all([ended, expired, living].map(({ id }) => sessionRow(id)))
  const before = await rows()

  await eraseClientData(at(91 * DAY))
  expect(await rows()).toEqual(before)
  await eraseClientData(at(91 * DAY + 1))
  expect((await rows())[0]).toEqual({
    ...before[0],
    ...NOWHERE,
    endedAt: at(DAY),
    endReason: 'logged-out',
  })
  expect((await rows()).slice(1)).toEqual(before.slice(1))
  await eraseClientData(at(92 * DAY + 1))
  expect((await rows())[1]).toMatchObject(NOWHERE)
  expect((await rows())[2]).toEqual(before[2])
})

test('the name that a user gave a device is erased with it, also on its own', async () => {
  const { id } = (await givenSession()).session
  await changeSession(id, { ...NOWHERE, label: 'At work' })
  await eraseClientData(at(104 * DAY + 1))
  expect(await sessionRow(id)).toMatchObject({ label: null })
})

test('many sessions that ended at the same moment are erased in batches', async () => {
  const { id } = (await givenSession()).session
  await copySession(id, 1100)
  await eraseClientData(at(104 * DAY + 1))
  for (const one of [id, `${id}_0`, `${id}_700`, `${id}_1099`] as const) {
    expect(await sessionRow(one)).toMatchObject(NOWHERE)
  }
})

test('both sides of an incident are erased after 90 days', async () => {
  const { session } = await givenSession()
  await transaction({ locks: 'all' }, () => reportReuse(session, 0, PHONE, NOW))
  await eraseClientData(at(90 * DAY))
  expect(await incidentsOf(session.id)).toMatchObject([{ cameNetwork: PHONE.network }])
  await eraseClientData(at(90 * DAY + 1))
  expect(await incidentsOf(session.id)).toMatchObject([
    {
      knownNetwork: 'unknown',
      knownBrowser: 'Unknown',
      knownSystem: 'Unknown',
      cameNetwork: 'unknown',
      cameBrowser: 'Unknown',
      cameSystem: 'Unknown',
      kind: 'reuse',
    },
  ])
})

test('network and browser of a known device are erased 90 days after its last use', async () => {
  const userId = await givenUser()
  const browser = { secret: 'secret', from: PHONE }
  await transaction({ locks: 'all' }, () => grantDevice(userId, 'log-in', browser, NOW))
  const [before] = await deviceRows()
  await eraseClientData(at(90 * DAY))
  expect(await deviceRows()).toEqual([before])
  await eraseClientData(at(90 * DAY + 1))
  const erased = { network: 'unknown', browser: 'Unknown', system: 'Unknown' }
  expect(await deviceRows()).toEqual([{ ...before, ...erased }])
})

test('the hourly purge deletes old statistics too', async () => {
  await givenEvents(1)
  await givenEvents(1, {}, at(HOUR))
  await sealEvents()
  await purgeExpired(at(365 * DAY + 1))
  expect(Object.keys(await counted()).filter((id) => id.startsWith('2026-01'))).toEqual([
    '2026-01-01T13 authn_login_fail:wrong-password',
  ])
})

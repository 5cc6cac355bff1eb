import { expect, test } from 'vitest'
import { otherProgram } from '@/tests/support/other-program'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { appSessionRows, givenApp, givenPart, grantRows } from '@/tests/support/app-sessions'
import { at, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import {
  changeSession,
  deviceRows,
  eventsOf,
  revokedIds,
  revokeTokenId,
} from '@/tests/support/rows'
import { transaction } from '@/db/connection'
import { markOver, storeTold } from '@/db/queries/app-endings'
import { insertAppSecret } from '@/db/queries/apps'
import { insertArtifact } from '@/db/queries/oauth-artifacts'
import { deleteRevokedTokensExpiredBefore, insertRevokedTokens } from '@/db/queries/revoked-tokens'
import { hashOfDeviceSecret } from '@/lib/devices/device-secret'
import { grantDevice } from '@/lib/devices/known-device'
import { listFailed } from '@/lib/mail/outbox'
import { queueMail } from '@/lib/mail/queue'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { DAY, HOUR } from '@/lib/base/time'
import { deleteUser } from '@/lib/users/delete'
import { purgeExpired } from './purge'

useFreshDatabase()

test('purgeExpired keeps a revoked id until a day after its token has expired', async () => {
  await revokeTokenId('expired', NOW)
  await revokeTokenId('living', at(DAY))
  await purgeExpired(at(DAY))
  expect(await revokedIds()).toEqual(['expired', 'living'])
  await purgeExpired(at(DAY + 1))
  expect(await revokedIds()).toEqual(['living'])
})

test('purgeExpired forgets a deleted user a day after the status lists need the entry no more', async () => {
  const { userId } = await givenSession()
  await deleteUser(COMMAND_LINE, { userId }, LAPTOP, NOW)
  const told = 600 + 5 + HOUR
  await purgeExpired(at(told + DAY))
  expect(await endedPlaces()).toEqual([{ status_index: 0 }])
  await purgeExpired(at(told + DAY + 1))
  expect(await endedPlaces()).toEqual([])
})

test('purgeExpired keeps every session that may still be living, or is shown as ended', async () => {
  const { session } = await givenSession()
  await changeSession(session.id, { idleExpiresAt: at(90 * DAY) })
  await purgeExpired(at(90 * DAY - 1))
  expect(await sessionCount()).toBe(1)
  await purgeExpired(at(120 * DAY))
  expect(await sessionCount()).toBe(1)
  await purgeExpired(at(120 * DAY + 1))
  expect(await sessionCount()).toBe(0)
})

test('purgeExpired makes a mail that waited too long a failed one, and keeps that as long as others', async () => {
  await restartWith({ PERSONAL_DATA_RETENTION: '1d' })
  await transaction({ locks: 'none' }, () =>
    queueMail({ kind: 'test', to: 'ada@example.com', userId: null, locale: 'en' }, NOW),
  )
  await purgeExpired(at(HOUR - 1))
  expect((await listFailed(COMMAND_LINE)).mails).toEqual([])
  await purgeExpired(at(3 * DAY))
  const [failed] = (await listFailed(COMMAND_LINE)).mails
  expect(failed).toMatchObject({ kind: 'test', failedAt: at(3 * DAY), reason: 'too-old' })
  expect(await eventsOf('mail_failed')).toHaveLength(1)
  await purgeExpired(at(4 * DAY))
  expect((await listFailed(COMMAND_LINE)).mails).toHaveLength(1)
  await purgeExpired(at(4 * DAY + 1))
  expect((await listFailed(COMMAND_LINE)).mails).toEqual([])
})

test('purgeExpired forgets a browser that was not used for 400 days', async () => {
  const userId = await givenUser()
  for (const [secret, seconds] of [
    ['old', 0],
    ['new', 1],
  ] as const) {
    await transaction({ locks: 'all' }, () =>
      grantDevice(userId, 'log-in', { secret, from: LAPTOP }, at(seconds)),
    )
  }
  await purgeExpired(at(400 * DAY))
  expect(await deviceRows()).toHaveLength(2)
  await purgeExpired(at(400 * DAY + 1))
  expect(await deviceRows()).toMatchObject([{ secretHash: hashOfDeviceSecret('new') }])
})

test('purgeExpired removes many rows in batches', async () => {
  await transaction({ locks: 'all' }, async () => {
    for (let i = 0; i < 1200; i += 1) {
      await insertRevokedTokens([
        { id: `old ${i}`, userId: 'usr_u', revokedAt: NOW, expiresAt: NOW },
      ])
    }
    expect(await deleteRevokedTokensExpiredBefore(at(1), 100)).toBe(100)
  })
  expect(await revokedIds()).toHaveLength(1100)
  await purgeExpired(at(2 * DAY))
  expect(await revokedIds()).toEqual([])
})

test('purgeExpired removes what applications held, four weeks after it ended', async () => {
  const { session } = await givenSession()
  const app = await givenApp()
  const sid = await givenPart(session, app, { expiresAt: at(DAY) })
  const told = { toldAt: at(DAY), dueAt: null, lastResult: '200' }
  await transaction({ locks: 'none' }, async () => {
    await markOver([sid], at(DAY))
    await storeTold(sid, told)
  })
  await purgeExpired(at(31 * DAY))
  expect([await grantRows(), await appSessionRows()].map((rows) => rows.length)).toEqual([1, 1])
  await purgeExpired(at(31 * DAY + 1))
  expect([await grantRows(), await appSessionRows()].map((rows) => rows.length)).toEqual([0, 0])
})

test('purgeExpired keeps an application that was not told yet, however long that takes', async () => {
  const { session } = await givenSession()
  await givenPart(session, await givenApp())
  await purgeExpired(at(400 * DAY))
  expect(await sessionCount()).toBe(0)
  expect(await appSessionRows()).toHaveLength(1)
})

test('purgeExpired removes secrets and tokens of applications once they have expired', async () => {
  const { id: appId } = await givenApp()
  const token = { model: 'AccessToken', payload: '{}', userCodeHash: null, grantId: null }
  await transaction({ locks: 'none' }, async () => {
    for (const expiresAt of [at(1), at(2)]) {
      const id = String(expiresAt.getTime())
      await insertAppSecret({ hash: id, appId, createdAt: NOW, expiresAt })
      await insertArtifact({ ...token, id, consumedAt: null, createdAt: NOW, expiresAt })
    }
    await insertAppSecret({ hash: 'newest', appId, createdAt: NOW, expiresAt: null })
  })
  await purgeExpired(at(2))
  expect(await otherProgram('SELECT hash FROM app_secrets ORDER BY hash')).toMatchObject([
    { hash: String(at(2).getTime()) },
    { hash: 'newest' },
  ])
  expect(await otherProgram('SELECT id FROM oauth_artifacts')).toMatchObject([
    { id: String(at(2).getTime()) },
  ])
})

async function endedPlaces() {
  const rows = await otherProgram('SELECT status_index FROM ended_statuses')
  return rows.map((row) => ({ status_index: Number(row.status_index) }))
}

async function sessionCount(): Promise<number> {
  return (await otherProgram('SELECT id FROM sessions')).length
}

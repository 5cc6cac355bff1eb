import { expect, test } from 'vitest'
import { otherProgram } from '@/tests/support/other-program'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { changeSession, revokedIds, revokeTokenId } from '@/tests/support/rows'
import { transaction } from '@/db/connection'
import { deleteRevokedTokensExpiredBefore, insertRevokedTokens } from '@/db/queries/revoked-tokens'
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

test('purgeExpired keeps every session that may still be living', async () => {
  const { session } = await givenSession()
  await changeSession(session.id, { idleExpiresAt: at(90 * DAY) })
  await purgeExpired(at(90 * DAY - 1))
  expect(await sessionCount()).toBe(1)
  await purgeExpired(at(119 * DAY))
  expect(await sessionCount()).toBe(0)
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

async function endedPlaces() {
  const rows = await otherProgram('SELECT status_index FROM ended_statuses')
  return rows.map((row) => ({ status_index: Number(row.status_index) }))
}

async function sessionCount(): Promise<number> {
  return (await otherProgram('SELECT id FROM sessions')).length
}

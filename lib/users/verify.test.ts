import { describe, expect, test } from 'vitest'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { testsOfPermission } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenUser, LAPTOP } from '@/tests/support/people'
import { eventsOf, userRow } from '@/tests/support/rows'
import { verifyUser } from './verify'

useFreshDatabase()

describe('verifyUser', () => {
  testsOfPermission('users:disable', verifyUser)

  test('marks the address once, and is recorded as an act of the administrator', async () => {
    const userId = await givenUser()
    expect(await verifyUser(COMMAND_LINE, { userId }, LAPTOP, at(1))).toEqual({ ok: true })
    const again = await verifyUser(COMMAND_LINE, { userId }, LAPTOP, at(2))
    expect(again).toEqual({ ok: false, reason: 'already' })
    expect((await userRow(userId)).emailVerifiedAt).toEqual(at(1))
    expect(await eventsOf('user_verified')).toMatchObject([{ userId, actorId: 'command-line' }])
  })
})

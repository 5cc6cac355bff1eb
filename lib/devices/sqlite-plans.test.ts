import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { deleteOtherDevices } from '@/db/queries/known-devices'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { slowSteps } from '@/tests/support/plans'
import { purgeExpired } from '@/lib/maintenance/purge'
import { authenticate } from '@/lib/sessions/authenticate'
import { grantDevice, knownDevicesOf } from './known-device'
import { listDevices } from './list'

useFreshDatabase()

test('known devices are found, listed, forgotten and purged by an index, in its order', async () => {
  const { tokens, userId } = await givenSession()
  const found = await authenticate(tokens.access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  const slow = await slowSteps(async () => {
    await knownDevicesOf(userId, 'secret')
    await listDevices(found.actor, null)
    await transaction({ locks: 'all' }, async () => {
      await grantDevice(userId, 'log-in', { secret: 'secret', from: LAPTOP }, NOW)
      await deleteOtherDevices(userId, '')
    })
    await purgeExpired(NOW)
  })
  expect(slow.filter((step) => JSON.stringify(step).includes('known_devices'))).toEqual([])
})

import { expect, test } from 'vitest'
import { listEventsSince } from '@/db/queries/security-events'
import { encodeCursor } from '@/lib/base/cursor'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenUser, NOW } from '@/tests/support/people'
import { slowSteps } from '@/tests/support/plans'
import { listActivity } from './list'

useFreshDatabase()

test('a page of activity is found by an index, in its order', async () => {
  const userId = await givenUser()
  const cursor = encodeCursor(1, 'evt_xxxxx')
  const filter = { types: ['authn_login_fail'], from: NOW, to: at(1) } as const
  expect(await slowSteps(() => listActivity({ userId }))).toEqual([])
  expect(await slowSteps(() => listActivity({ userId }, filter, { cursor }))).toEqual([])
})

test('the late log-ins of a user are found by an index, in its order', async () => {
  const userId = await givenUser()
  const read = () => listEventsSince(userId, 'authn_login_success', NOW, 10)
  expect(await slowSteps(read)).toEqual([])
})

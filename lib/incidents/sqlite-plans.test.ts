import { expect, test } from 'vitest'
import { encodeCursor } from '@/lib/base/cursor'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { slowSteps } from '@/tests/support/plans'
import { transaction } from '@/db/connection'
import { at, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { allIncidents, type IncidentFilter } from './all'
import { answerByRightCode, askAboutWrongCode } from './wrong-code'

useFreshDatabase()

test.each<[string, IncidentFilter]>([
  ['all', {}],
  ['one kind', { kinds: ['reuse'] }],
  ['several kinds', { kinds: ['predecessor', 'two-places'] }],
  ['those without an answer', { isOpen: true }],
  ['those of a user', { userId: 'usr_x' }],
  ['one kind of a user', { userId: 'usr_x', kinds: ['reuse'] }],
])('a page of incidents (%s) is found by an index, in its order', async (_name, filter) => {
  const first = await slowSteps(() => allIncidents(COMMAND_LINE, { filter }))
  const next = await slowSteps(() =>
    allIncidents(COMMAND_LINE, { filter, cursor: encodeCursor(1, 'inc_x') }),
  )
  expect([...first, ...next]).toEqual([])
})

test('an incident of a wrong code is opened and answered by indexes', async () => {
  const { session } = await givenSession()
  const user = { id: session.userId, createdAt: NOW }
  const steps = await slowSteps(() =>
    transaction({ locks: 'all' }, async () => {
      await askAboutWrongCode(user, PHONE, at(1))
      await answerByRightCode(session, { since: NOW, from: LAPTOP }, at(2))
    }),
  )
  expect(steps).toEqual([])
})

import { expect, test } from 'vitest'
import { encodeCursor } from '@/lib/base/cursor'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { slowSteps } from '@/tests/support/plans'
import { allIncidents, type IncidentFilter } from './all'

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

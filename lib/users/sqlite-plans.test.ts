import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import {
  erasePersonalDataAbout,
  erasePersonalDataBy,
  listEventsAbout,
} from '@/db/queries/audit-erasure'
import { listUsersDue } from '@/db/queries/deletions'
import { findHighestCost } from '@/db/queries/users'
import { recentEventsOf } from '@/lib/events/of-user'
import { listRoles } from '@/lib/permissions/custom-roles'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { encodeCursor } from '@/lib/base/cursor'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionAsOperator } from '@/lib/sessions/end/operator'
import { listEndedLately } from '@/lib/sessions/ended'
import { listSessionsOf } from '@/lib/sessions/list'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { slowSteps } from '@/tests/support/plans'
import { createUser } from './create'
import { deleteUser } from './delete'
import { disableUser } from './disable'
import { findUser } from './find'
import { planDeletion } from './leave'
import { countUsers, listUsers, USER_ORDERS, type ListInput } from './list'
import { exportOwnData } from './own-data'
import { searchUsers } from './search'
import { createResetLink } from './reset-link'

useFreshDatabase()

type Listing = Pick<ListInput, 'filter' | 'order'>

const ALL = USER_ORDERS.map((order): [string, Listing] => [order, { filter: 'all', order }])

test.each<[string, Listing]>([
  ...ALL,
  ['disabled users', { filter: 'disabled' }],
  ['holders of a role', { filter: { role: 'support' } }],
])('a page of users (%s) is found by an index, in its order', async (_name, input) => {
  await givenSession()
  const cursor = input.order === 'address' ? encodeCursor('a@b') : encodeCursor(1, 'usr_x')
  const first = await slowSteps(() => listUsers(COMMAND_LINE, input))
  const next = await slowSteps(() => listUsers(COMMAND_LINE, { ...input, cursor }))
  const count = await slowSteps(() => countUsers(COMMAND_LINE, input.filter))
  expect([...first, ...next, ...count]).toEqual([])
})

test('the highest cost of a password hash is found by an index', async () => {
  expect(await slowSteps(() => findHighestCost(16))).toEqual([])
})

test('a search for users and every act on a user use an index', async () => {
  const { userId, session } = await givenSession()
  const input = { email: 'bob@example.com', name: 'Bob', roles: [] }
  const slow = await slowSteps(async () => {
    const made = await createUser(COMMAND_LINE, input)
    if (!made.ok) throw new Error(made.reason)
    await searchUsers(COMMAND_LINE, 'bo example')
    await findUser(COMMAND_LINE, 'bob@example.com')
    await grantRole(COMMAND_LINE, { userId, role: 'support' })
    await revokeRole(COMMAND_LINE, { userId, role: 'support' })
    for (const who of [made.userId, userId]) {
      await grantRole(COMMAND_LINE, { userId: who, role: 'administrator' })
    }
    await revokeRole(COMMAND_LINE, { userId, role: 'administrator' })
    for (const cursor of [null, encodeCursor(1, session.id)]) {
      await listSessionsOf(COMMAND_LINE, userId, { cursor }, NOW)
    }
    await recentEventsOf(COMMAND_LINE, userId)
    await listEndedLately({ userId }, NOW)
    await endSessionAsOperator(COMMAND_LINE, { sessionId: session.id })
    await createResetLink(COMMAND_LINE, { userId })
    await disableUser(COMMAND_LINE, { userId })
    await deleteUser(COMMAND_LINE, { userId })
    await listRoles(COMMAND_LINE)
  })
  expect(slow).toEqual([])
})

test('leaving, the deletions that are due, and the file with all data use an index', async () => {
  const { userId, session } = await givenSession()
  const actor = { userId, sessionId: session.id }
  const slow = await slowSteps(async () => {
    for await (const piece of (await exportOwnData(actor, LAPTOP, NOW)) ?? []) void piece
    await planDeletion(actor, { address: 'ada@example.com', from: LAPTOP }, NOW)
    for (const cursor of [null, { at: NOW, id: userId }]) await listUsersDue(NOW, cursor, 10)
    await listEventsAbout([userId], 'user_deleted', 'sealed')
    await transaction({ locks: 'all' }, async () => {
      await erasePersonalDataAbout(userId, { from: NOW, most: 10 })
      await erasePersonalDataBy(userId, { from: 0, most: 10 })
    })
  })
  expect(slow).toEqual([])
})

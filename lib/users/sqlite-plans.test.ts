import { expect, test } from 'vitest'
import { findDearestCost } from '@/db/queries/users'
import { recentEventsOf } from '@/lib/events/of-user'
import { listRoles } from '@/lib/permissions/custom-roles'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionFor } from '@/lib/sessions/end-for'
import { listSessionsOf } from '@/lib/sessions/list'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, NOW } from '@/tests/support/people'
import { plansOf } from '@/tests/support/plans'
import { createUser } from './create'
import { deleteUser } from './delete'
import { disableUser } from './disable'
import { findUser } from './find'
import { listUsers, type UserFilter } from './list'
import { searchUsers } from './search'
import { createResetLink } from './reset-link'

useFreshDatabase()

/** What `work` does that reads rows of a table in full. */
async function slowStatements(work: () => Promise<unknown>): Promise<string[]> {
  const steps = await plansOf(work)
  return steps.flatMap(({ detail, source }) => (isSlow(detail) ? [`${detail}: ${source}`] : []))
}

/** Reads all of a table that grows with its users, or sorts all that it found. */
function isSlow(detail: string): boolean {
  const isScan = /^SCAN (?!some|CONSTANT|\d+-ROW|installation|roles)/.test(detail)
  const isInOrder = /USING (COVERING )?INDEX users_created_at$/.test(detail)
  // All who are enabled, and then whichever of them is meant.
  const isEverybody = /users_disabled_at \(disabled_at=\?\)$/.test(detail)
  return (isScan && !isInOrder) || isEverybody || /TEMP B-TREE FOR ORDER BY/.test(detail)
}

test.each<[string, UserFilter]>([
  ['all users', 'all'],
  ['disabled ones', 'disabled'],
  ['holders of a role', { role: 'support' }],
])('a page of %s is found by an index, and in its order', async (_name, filter) => {
  const after = Buffer.from(JSON.stringify([1, 'usr_x'])).toString('base64url')
  const first = await slowStatements(() => listUsers(COMMAND_LINE, { filter }))
  const next = await slowStatements(() => listUsers(COMMAND_LINE, { filter, after }))
  expect([...first, ...next]).toEqual([])
})

test('the dearest cost of a password hash is', async () => {
  expect(await slowStatements(() => findDearestCost(16))).toEqual([])
})

test('a search is, and all that is done to a user', async () => {
  const { userId, session } = await givenSession()
  const input = { email: 'bob@example.com', name: 'Bob', roles: [] }
  const slow = await slowStatements(async () => {
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
    for (const after of [null, `1-${session.id}`]) {
      await listSessionsOf(COMMAND_LINE, userId, { after }, NOW)
    }
    await recentEventsOf(COMMAND_LINE, userId)
    await endSessionFor(COMMAND_LINE, { sessionId: session.id })
    await createResetLink(COMMAND_LINE, { userId })
    await disableUser(COMMAND_LINE, { userId })
    await deleteUser(COMMAND_LINE, { userId })
    await listRoles(COMMAND_LINE)
  })
  expect(slow).toEqual([])
})

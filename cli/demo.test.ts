import { expect, test } from 'vitest'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { listUsers } from '@/lib/users/list'
import { searchUsers } from '@/lib/users/search'
import { runHere } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { givenUser } from '@/tests/support/people'
import { eventTypes, passwordHashes } from '@/tests/support/rows'
import { demoCommand } from './demo'

useFreshDatabase()

test('a demonstration fills an empty installation, and adds to another when it must', async () => {
  const said = await runHere([demoCommand()], 'demo', '--json')
  if (!('out' in said)) throw new Error(JSON.stringify(said))
  const made = JSON.parse(said.out) as Record<string, unknown>
  expect(made).toMatchObject({ people: 60, email: 'ada.quill.1@example.com' })
  expect(made.sessions).toBeGreaterThan(300)
  expect(made.incidents).toBeGreaterThan(3)
  const listed = await listUsers(COMMAND_LINE, { filter: { role: 'administrator' } })
  expect(listed.users).toMatchObject([{ email: made.email }])
  const { users } = await listUsers(COMMAND_LINE, { filter: 'disabled' })
  expect(users).toHaveLength(3)
  expect((await searchUsers(COMMAND_LINE, 'angstrom')).users.length).toBeGreaterThan(3)
  // Nobody ships a known password.
  expect(await passwordHashes()).toEqual([])
  const types = new Set(await eventTypes())
  for (const type of ['user_created', 'authn_login_fail', 'authn_token_reuse', 'user_disabled']) {
    expect(types).toContain(type)
  }
})

test('a demonstration keeps off where there are users', async () => {
  await givenUser()
  const refused = { refused: 'There are users here already; --force adds to them.' }
  expect(await runHere([demoCommand()], 'demo')).toEqual(refused)
  expect(await runHere([demoCommand()], 'demo', '--force')).toHaveProperty('out')
})

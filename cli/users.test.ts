import { expect, test } from 'vitest'
import { encodeTimeCursor } from '@/lib/base/cursor'
import type { UserId } from '@/lib/base/ids'
import { checkPasswordLink } from '@/lib/passwords/reset'
import { commandsHere } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { LAPTOP } from '@/tests/support/people'
import { eventsOf, userRow, userRows } from '@/tests/support/rows'
import { roleCommands } from './roles'
import { sessionCommands } from './sessions'
import { userCommands } from './users'

useFreshDatabase()
const { run: gatehouse, asked } = commandsHere(() => [
  userCommands(),
  sessionCommands(),
  roleCommands(),
])

const refused = (words: string) => ({ refused: words })

const AFTER = encodeTimeCursor({ at: new Date(0), id: 'usr_1' })

test.each([
  [['sessions', 'end', 'ada', '--everyone'], 'name a user, or --session'],
  [['users', 'list', '--role', 'x', '--disabled'], 'exclude each other'],
  [['users', 'list', '--search', 'ada', '--after', AFTER], 'has a single page'],
  [['users', 'list', '--after', 'x'], 'what the page before ended with'],
  [['users', 'list', '--limit', '501'], 'a number from 1 to 500'],
  [['users', 'delete', 'ada@example.com'], "'--yes' not specified"],
  [['roles', 'delete', 'helper'], "'--yes' not specified"],
  [['roles', 'change', 'helper'], "'--permission <name>' not specified"],
])('the invalid command %j is reported as misuse', async (args, message) => {
  expect(await gatehouse(...args)).toEqual({ misused: expect.stringContaining(message) })
})

test('users are created, found, granted roles, disabled, enabled and deleted by command', async () => {
  const ada = ['--email', 'ada@example.com', '--name', 'Ada Lovelace']
  const made = await asked('users', 'create', ...ada, '--role', 'administrator')
  const { id, link } = made as { id: string; link: string }
  const token = new URL(link).searchParams.get('token') ?? ''
  expect(await checkPasswordLink(token, LAPTOP)).toMatchObject({
    ok: true,
    email: 'ada@example.com',
  })
  expect(Object.keys(made)).toEqual(['id', 'email', 'link', 'expiresAt'])
  const again = await gatehouse('users', 'create', ...ada)
  expect(again).toEqual(refused('ada@example.com has an account already.'))

  const found = await asked('users', 'list', '--search', 'lovel')
  expect(found).toMatchObject({
    users: [{ id, roles: ['administrator'] }],
    next: null,
    more: false,
  })
  expect(await asked('users', 'show', id)).toMatchObject({ user: { id, passwordChangedAt: null } })

  const last =
    'They are the last administrator who can log in: have another one choose a password first.'
  const revoked = await gatehouse('users', 'revoke', id, 'administrator')
  expect(revoked).toEqual(refused(last))
  expect(await gatehouse('users', 'disable', id)).toEqual(refused(last))
  expect(await gatehouse('users', 'delete', id, '--yes')).toEqual(refused(last))
  const nobody = await gatehouse('users', 'show', 'bob@example.com')
  expect(nobody).toEqual(refused('There is no user bob@example.com.'))

  const { id: bob } = (await asked('users', 'create', '--email', 'bob@example.com')) as {
    id: UserId
  }
  expect(await asked('users', 'grant', bob, 'support')).toEqual({
    id: bob,
    role: 'support',
    granted: true,
  })
  expect(await asked('users', 'disable', 'bob@example.com')).toEqual({ id: bob, disabled: true })
  expect(await asked('users', 'list', '--disabled')).toMatchObject({ users: [{ id: bob }] })
  expect(await asked('users', 'enable', bob)).toEqual({ id: bob, disabled: false })
  expect(Object.keys(await asked('users', 'reset-link', bob))).toEqual(['id', 'link', 'expiresAt'])
  expect(await asked('users', 'delete', bob, '--yes')).toEqual({ id: bob, deleted: true })
  await expect(userRow(bob)).rejects.toThrow()
  expect(await eventsOf('user_deleted')).toMatchObject([{ userId: bob, actorId: 'command-line' }])
})

test('users list goes on after the cursor of the previous page', async () => {
  for (const name of ['a', 'b', 'c']) {
    await asked('users', 'create', '--email', `${name}@example.com`)
  }
  // Two of them may have been made in the same millisecond.
  const made = (await userRows()).sort((one, other) =>
    one.createdAt < other.createdAt || (+one.createdAt === +other.createdAt && one.id < other.id)
      ? 1
      : -1,
  )
  const first = await asked('users', 'list', '--limit', '2')
  const second = await asked('users', 'list', '--limit', '2', '--after', String(first.next))
  expect(first).toMatchObject({ users: [{ id: made[0]?.id }, { id: made[1]?.id }], more: true })
  expect(second).toMatchObject({ users: [{ id: made[2]?.id }], next: null, more: false })
})

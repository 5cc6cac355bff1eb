import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { listPasskeyRows, updatePasskey } from '@/db/queries/passkeys'
import { resetFactors } from '@/lib/factors/reset'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { givenAccount, givenCreated } from '@/tests/support/accounts'
import { commandsHere } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticatorOf } from '@/tests/support/factors'
import { givenPasskey } from '@/tests/support/passkeys'
import { at, givenPassword, givenRole, NOW } from '@/tests/support/people'
import { changeUser } from '@/tests/support/rows'
import { tokensFor } from '@/tests/support/session'
import { userCommands } from '@/cli/users'

useFreshDatabase()
const { said, asked } = commandsHere(() => [userCommands()])

test('users list shows one line for each user, the newest first', async () => {
  expect(await said('users', 'list')).toBe('Nobody.')
  const ada = await givenCreated('ada@example.com', 'Ada')
  const bob = await givenCreated('bob@example.com', '', at(1))
  await givenRole(bob, 'support')
  await changeUser(bob, { disabledAt: NOW })
  expect((await said('users', 'list')).split('\n')).toEqual([
    `${bob}  bob@example.com  -    2026-01-01  support (disabled)`,
    `${ada}  ada@example.com  Ada  2026-01-01`,
  ])
  expect(await said('users', 'list', '--role', 'support')).toMatch(new RegExp(`^${bob}[^\n]+$`))
  expect(await said('users', 'list', '--role', 'auditor')).toBe('Nobody.')
  expect(await said('users', 'list', '--search', 'ada')).toMatch(new RegExp(`^${ada}[^\n]+$`))
})

test('users list says that there are more, and how to see them', async () => {
  for (const name of ['a', 'b', 'c']) await givenCreated(`${name}@example.com`, 'Ada')
  const { next } = await asked('users', 'list', '--limit', '2')
  expect((await said('users', 'list', '--limit', '2')).split('\n').at(2)).toBe(
    `More by --after ${String(next)}`,
  )
  const search = ['users', 'list', '--search', 'ada', '--limit', '2']
  expect((await said(...search)).split('\n').at(2)).toBe('There are more: search for more words.')
  expect(await asked(...search)).toMatchObject({ next: null, more: true })
})

test('users show tells everything about a user', async () => {
  const id = await givenCreated('ada@example.com')
  const created = NOW.toISOString()
  expect((await said('users', 'show', 'ada@example.com')).split('\n')).toEqual([
    `id        ${id}`,
    'address   ada@example.com',
    'name      -',
    `created   ${created}`,
    'disabled  no',
    'password  none yet',
    'roles     -',
    'may       -',
  ])
  await givenPassword(id)
  await givenRole(id, 'auditor')
  await changeUser(id, { disabledAt: at(1) })
  const lines = (await said('users', 'show', id)).split('\n')
  expect(lines).toContain(`disabled  ${at(1).toISOString()}`)
  expect(lines).toContain(`password  of ${created}`)
  expect(lines).toContain('roles     auditor')
  expect(lines.at(-1)).toMatch(/^may {7}.*audit:read/)
})

test('users show tells of the second factor, and when it is removed', async () => {
  await givenAccount({ email: 'ada@example.com' })
  const { userId } = await givenAuthenticatorOf({ email: 'ada@example.com' })
  const lines = async () => (await said('users', 'show', userId)).split('\n')
  expect(await lines()).toContainEqual(expect.stringMatching(/^app {7}since 20/))
  expect(await lines()).toContain('codes     10 left')
  await resetFactors(COMMAND_LINE, { userId, reason: 'lost phone' })
  expect(await lines()).toContainEqual(expect.stringMatching(/^removed {3}on 20/))
})

test('users show tells of passkeys, with and without an authenticator app', async () => {
  await givenAccount({ email: 'ada@example.com' })
  const { access } = await tokensFor({ email: 'ada@example.com' })
  const seen = await authenticate(access, 'web')
  if (!seen.ok) throw new Error(seen.reason)
  await givenPasskey(seen.actor, { now: new Date() })
  const { userId } = seen.actor
  const lines = async () => (await said('users', 'show', userId)).split('\n')
  expect(await lines()).toContainEqual(expect.stringMatching(/^passkey {3}of 20[^,]+$/))
  const [passkey] = await listPasskeyRows(userId)
  if (!passkey) throw new Error('No passkey')
  await transaction({ locks: 'none' }, () =>
    updatePasskey(passkey, { name: 'Key ring', suspendedAt: at(1) }),
  )
  await givenAuthenticatorOf({ email: 'ada@example.com' })
  expect(await lines()).toContainEqual(
    expect.stringMatching(/^passkey {3}of 20.+, blocked, Key ring$/),
  )
  expect(await lines()).toContain('codes     10 left')
})

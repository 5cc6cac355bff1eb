import { expect, test } from 'vitest'
import { commandsHere } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRole, givenUser } from '@/tests/support/people'
import { roleCommands } from './roles'

useFreshDatabase()
const { run, said, asked } = commandsHere(() => [roleCommands()])

test('roles are created, changed, listed and deleted by command', async () => {
  const permissions = ['--permission', 'users:read', '--permission', 'audit:read']
  expect(await asked('roles', 'create', 'helper', ...permissions)).toMatchObject({ name: 'helper' })
  const strange = await run('roles', 'change', 'helper', '--permission', 'planes:fly')
  expect(strange).toEqual({
    refused: expect.stringContaining('There is no permission planes:fly.'),
  })
  await asked('roles', 'change', 'helper', '--permission', 'users:read')
  const { roles } = (await asked('roles', 'list')) as { roles: { name: string }[] }
  expect(roles.find(({ name }) => name === 'helper')).toMatchObject({
    permissions: ['users:read'],
    builtIn: false,
    holders: 0,
  })
  expect(await asked('roles', 'delete', 'helper', '--yes')).toEqual({
    name: 'helper',
    deleted: true,
  })
  const built = await run('roles', 'delete', 'support', '--yes')
  expect(built).toEqual({ refused: 'support comes with the product and stays as it is.' })
})

test('roles commands say in words what they did', async () => {
  const create = ['roles', 'create', 'helper', '--description', 'Helps']
  expect(await said(...create)).toBe(
    'The role helper is there; give it by: users grant <user> helper',
  )
  await givenRole(await givenUser(), 'helper')
  const line = async (name: string) =>
    (await said('roles', 'list')).split('\n').find((one) => one.startsWith(`${name} `))
  expect(await line('helper')).toMatch(/^helper +1 holds it +made here +Helps: nothing$/)
  expect(await line('support')).toMatch(/^support +0 hold it +built in +.*users:read/)
  expect(await said('roles', 'change', 'helper', '--permission', 'users:read')).toBe(
    'From now on helper allows: users:read',
  )
  expect(await line('helper')).toMatch(/ Helps: users:read$/)
  const change = ['roles', 'change', 'helper', '--permission', 'audit:read']
  await said(...change, '--description', 'Reads')
  expect(await line('helper')).toMatch(/ Reads: audit:read$/)
  expect(await said('roles', 'delete', 'helper', '--yes')).toBe('The role helper is gone.')
  expect(await line('helper')).toBeUndefined()
})

const BAD_NAME = 'A name is up to 40 of a-z, 0-9 and -.'
test.each([
  [['create', 'Helper'], BAD_NAME],
  [['create', 'x'.repeat(41)], BAD_NAME],
  [['create', 'helper', '--description', 'x'.repeat(201)], 'That description is too long.'],
  [['create', 'support'], 'There is a role support, or somebody holds one.'],
  [['change', 'ghost', '--permission', 'users:read'], 'There is no role ghost.'],
  [
    ['change', 'support', '--permission', 'users:read'],
    'support comes with the product and stays as it is.',
  ],
  [['delete', 'ghost', '--yes'], 'There is no role ghost.'],
])('the refusal of roles %j is one sentence', async (args, refused) => {
  expect(await run('roles', ...args)).toEqual({ refused })
})

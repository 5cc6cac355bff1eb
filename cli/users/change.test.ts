import { describe, expect, test } from 'vitest'
import { givenAccount, givenCreated } from '@/tests/support/accounts'
import { commandsHere } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticatorOf } from '@/tests/support/factors'
import { givenUser } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { userCommands } from '@/cli/users'

useFreshDatabase()
const { run, said } = commandsHere(() => [userCommands()])
const EMAIL = 'ada@example.com'

describe('users create', () => {
  test('prints the id and the link, and until when it works', async () => {
    const lines = (await said('users', 'create', '--email', EMAIL)).split('\n')
    const [line, link] = lines
    expect(lines).toHaveLength(2)
    expect(line).toMatch(
      /^ada@example\.com is usr_[\w-]+\. By this link they choose a password, until 20\S+Z:$/,
    )
    expect(link).toMatch(/^http:\/\/localhost:3000\/\S+\?token=[\w-]{43}$/)
  })

  const many = Array.from({ length: 100 }, (_, i) => ['--role', String(i).padStart(40, 'r')])
  test.each([
    ['an invalid address', ['--email', 'ada'], 'ada is no address.'],
    ['a long name', ['--email', EMAIL, '--name', 'x'.repeat(101)], 'That name is too long.'],
    [
      'an unknown role',
      ['--email', EMAIL, '--role', 'emperor'],
      'There is no such role; see: roles list',
    ],
    [
      'too many roles',
      ['--email', EMAIL, ...many.flat()],
      'That is more roles than an access token has room for.',
    ],
  ])('refuses %s', async (_what, args, refused) => {
    expect(await run('users', 'create', ...args)).toEqual({ refused })
    expect(await said('users', 'list')).toBe('Nobody.')
  })
})

test('users grant and revoke say what a user holds, and refuse what changes nothing', async () => {
  await givenUser()
  expect(await run('users', 'grant', EMAIL, 'emperor')).toEqual({
    refused: 'There is no role emperor; see: roles list',
  })
  expect(await said('users', 'grant', EMAIL, 'support')).toBe('ada@example.com holds support.')
  expect(await run('users', 'grant', EMAIL, 'support')).toEqual({
    refused: 'They hold support already.',
  })
  expect(await said('users', 'revoke', EMAIL, 'support')).toBe(
    'ada@example.com no longer holds support.',
  )
  expect(await run('users', 'revoke', EMAIL, 'support')).toEqual({
    refused: 'They do not hold support.',
  })
})

test('users disable and enable say what they did, and refuse to do it twice', async () => {
  await givenUser()
  expect(await said('users', 'disable', EMAIL)).toBe('ada@example.com is shut out.')
  expect(await run('users', 'disable', EMAIL)).toEqual({
    refused: 'ada@example.com is disabled already.',
  })
  expect(await run('users', 'reset-link', EMAIL)).toEqual({
    refused: 'ada@example.com is disabled: enable them first.',
  })
  expect(await said('users', 'enable', EMAIL)).toBe('ada@example.com may log in again.')
  expect(await run('users', 'enable', EMAIL)).toEqual({
    refused: 'ada@example.com is not disabled.',
  })
})

test('users verify says what it did, and refuses to do it twice', async () => {
  const id = await givenUser()
  expect(await said('users', 'verify', EMAIL)).toBe('ada@example.com is verified.')
  expect(await run('users', 'verify', EMAIL)).toEqual({
    refused: 'ada@example.com is verified already.',
  })
  expect(await eventsOf('user_verified')).toMatchObject([{ userId: id, actorId: 'command-line' }])
})

test('users reset-link prints a link that works once, and until when', async () => {
  await givenUser()
  expect(await said('users', 'reset-link', EMAIL)).toMatch(
    /^Works once, until 20\S+Z, for ada@example\.com:\nhttp:\/\/localhost:3000\/\S+token=[\w-]{43}$/,
  )
})

test('users reset-factors plans a removal, keep-factors takes it back, and --now waits for nothing', async () => {
  await givenAccount({ email: EMAIL })
  const reset = ['users', 'reset-factors', EMAIL, '--reason', 'lost phone']
  expect(await run(...reset)).toEqual({ refused: 'ada@example.com has no second factor.' })
  await givenAuthenticatorOf({ email: EMAIL })
  expect(await run('users', 'keep-factors', EMAIL)).toEqual({
    refused: 'No removal is planned for ada@example.com.',
  })
  expect(await said(...reset)).toMatch(/^ada@example\.com logs in with the password alone from 20/)
  expect(await run(...reset)).toEqual({
    refused: 'It is planned already; see: users keep-factors, or --now.',
  })
  expect(await said('users', 'keep-factors', EMAIL)).toBe(
    'ada@example.com keeps the second factor.',
  )
  expect(await said(...reset, '--now')).toBe('ada@example.com logs in with the password alone now.')
})

test('users delete says under which id the history stays', async () => {
  const id = await givenCreated(EMAIL)
  expect(await said('users', 'delete', EMAIL, '--yes')).toBe(
    `ada@example.com is deleted; what happened stays on record as ${id}.`,
  )
})

test.each([
  ['grant', 'support'],
  ['revoke', 'support'],
  ['disable'],
  ['enable'],
  ['verify'],
  ['reset-link'],
  ['reset-factors', '--reason', 'lost phone'],
  ['keep-factors'],
  ['delete', '--yes'],
])('users %s refuses an unknown user', async (command, ...rest) => {
  expect(await run('users', command, EMAIL, ...rest)).toEqual({
    refused: 'There is no user ada@example.com.',
  })
})

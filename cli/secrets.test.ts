import { expect, test } from 'vitest'
import { prepareInstallation } from '@/lib/installation/prepare'
import { commandsHere } from '@/tests/support/command-line'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { newSecret } from '@/tests/support/settings'
import { secretCommands } from './secrets'

useFreshDatabase()
const { said, asked } = commandsHere(() => [secretCommands()])

test('gatehouse secrets status says how many keys each secret wraps, and shows no secret', async () => {
  const fresh = newSecret()
  await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
  const status = await said('secrets', 'status')
  expect(status.split('\n')).toEqual([
    '1.  wraps 0 keys  the first: wraps what is new',
    '2.  wraps 8 keys  is needed',
  ])
  expect(status).not.toContain(fresh)
})

test('gatehouse secrets status tells an old secret that may go, and keys that no secret opens', async () => {
  const fresh = newSecret()
  await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
  await prepareInstallation()
  expect((await said('secrets', 'status')).split('\n')).toEqual([
    '1.  wraps 8 keys  the first: wraps what is new',
    '2.  wraps 0 keys  may go',
  ])
  await restartWith({ AUTH_SECRET: SECRET })
  expect(await said('secrets', 'status')).toContain('No secret of the list opens 8 of the keys.')
  expect(await asked('secrets', 'status')).toEqual({
    secrets: [{ position: 1, wraps: 0, mayGo: false }],
    foreign: 8,
  })
})

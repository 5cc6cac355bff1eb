import { expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { commandsHere } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession } from '@/tests/support/people'
import { copySession } from '@/tests/support/rows'
import { sessionCommands } from './sessions'

useFreshDatabase()
const { run, said, asked } = commandsHere(() => [sessionCommands()])

test('the sessions of a user are listed, and ended one at a time or all at once', async () => {
  const now = new Date()
  const one = await givenSession({ now })
  const two = await givenSession({ userId: one.userId, now })
  const listed = await asked('sessions', 'list', one.userId)
  expect(listed).toMatchObject({ sessions: [{ browser: 'Chrome' }, { browser: 'Chrome' }] })
  expect(await asked('sessions', 'end', '--session', one.session.id)).toMatchObject({
    ended: 'session',
  })
  expect(await authenticate(one.tokens.access, 'web')).toMatchObject({ reason: 'ended' })
  expect(await authenticate(two.tokens.access, 'web')).toMatchObject({ ok: true })
  expect(await asked('sessions', 'end', 'ada@example.com')).toMatchObject({ ended: 'user' })
  expect(await authenticate(two.tokens.access, 'web')).toMatchObject({ reason: 'ended' })
})

test('sessions list shows the device of each session, and None without any', async () => {
  const now = new Date()
  const { userId, session } = await givenSession({ now })
  const seen = `last seen ${now.toISOString()}`
  expect(await said('sessions', 'list', 'ada@example.com')).toBe(
    `${session.id}  Chrome on macOS  192.0.2.1  ${seen}`,
  )
  expect(await said('sessions', 'end', userId)).toBe('ada@example.com is signed out everywhere.')
  expect(await said('sessions', 'list', userId)).toBe('None.')
})

test('sessions list shows all sessions of a user who has more than a page of them', async () => {
  const { userId, session } = await givenSession({ now: new Date() })
  await copySession(session.id, 1000)
  expect((await asked('sessions', 'list', userId)).sessions).toHaveLength(1001)
})

test('sessions end says what it ended, and refuses what is not there', async () => {
  const { session } = await givenSession({ now: new Date() })
  const end = ['sessions', 'end', '--session', session.id]
  expect(await said(...end)).toBe(`The session ${session.id} is ended.`)
  expect(await run(...end)).toEqual({ refused: `There is no open session ${session.id}.` })
  const refused = 'There is no user bob@example.com.'
  expect(await run('sessions', 'end', 'bob@example.com')).toEqual({ refused })
  expect(await run('sessions', 'list', 'bob@example.com')).toEqual({ refused })
  expect(await said('sessions', 'end', '--everyone')).toBe(
    'Every session is ended; everybody logs in anew.',
  )
  expect(await asked('sessions', 'end', '--everyone')).toEqual({ ended: 'everyone' })
})

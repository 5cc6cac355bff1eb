import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, givenUser, NOW } from '@/tests/support/people'
import { changeSession, sessionRow } from '@/tests/support/rows'
import { labelSession } from './label'

useFreshDatabase()

test('a user names a device, and takes the name away again', async () => {
  const { userId, session } = await givenSession()
  expect(await labelSession({ userId }, session.id, ' My \n laptop ')).toEqual({ ok: true })
  expect(await sessionRow(session.id)).toMatchObject({ label: 'My laptop' })
  expect(await labelSession({ userId }, session.id, ' ')).toEqual({ ok: true })
  expect(await sessionRow(session.id)).toMatchObject({ label: null })
})

test('a name that is too long is refused', async () => {
  const { userId, session } = await givenSession()
  expect(await labelSession({ userId }, session.id, '👩‍💻'.repeat(14))).toEqual({
    ok: false,
    reason: 'label-too-long',
  })
  expect(await labelSession({ userId }, session.id, 'x'.repeat(40))).toEqual({ ok: true })
})

test('a user can name neither an ended session nor one of another user', async () => {
  const { userId, session } = await givenSession()
  const other = await givenUser('bob@example.com')
  const refused = { ok: false, reason: 'not-found' }
  expect(await labelSession({ userId: other }, session.id, 'Mine')).toEqual(refused)
  await changeSession(session.id, { endedAt: NOW })
  expect(await labelSession({ userId }, session.id, 'Late')).toEqual(refused)
  expect(await sessionRow(session.id)).toMatchObject({ label: null })
})

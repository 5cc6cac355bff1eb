import { expect, test } from 'vitest'
import { isAccepted } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser } from '@/tests/support/people'
import { eventTypes, sessionRow } from '@/tests/support/rows'
import { endSessionsOfEveryone } from './everyone'

useFreshDatabase()

test('endSessionsOfEveryone ends the sessions of all users by one row, and none that starts later', async () => {
  const all = [await givenSession(), await givenSession({ userId: await givenUser('b@b.example') })]
  const rows = await Promise.all(all.map(({ session }) => sessionRow(session.id)))
  await endSessionsOfEveryone(at(1))
  for (const given of all) expect(await isAccepted(given.tokens)).toBe(false)
  expect(await Promise.all(all.map(({ session }) => sessionRow(session.id)))).toEqual(rows)
  expect(await eventTypes()).toContain('session_logout_everyone')
  const next = await givenSession({ userId: all[0]?.userId ?? 'usr_none', now: at(1) })
  expect(await isAccepted(next.tokens)).toBe(true)
})

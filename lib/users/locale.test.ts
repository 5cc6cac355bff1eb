import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { beginOutage } from '@/tests/support/outage'
import { at, givenSession, givenUser, NOW } from '@/tests/support/people'
import { changeSession, changeUser, userRow } from '@/tests/support/rows'
import { chooseLocale, localeOf } from './locale'

useFreshDatabase()

test('a user chooses a language by a token that is still good', async () => {
  const { userId, tokens } = await givenSession()
  await chooseLocale({ access: tokens.access, refresh: null }, 'de', NOW)
  expect((await userRow(userId))?.locale).toBe('de')
  // An hour later the access token has expired.
  await chooseLocale(tokens, 'en', at(3600))
  expect((await userRow(userId))?.locale).toBe('en')
})

test('nothing is stored for a visitor, or for the user of an ended session', async () => {
  const { userId, tokens, session } = await givenSession()
  await chooseLocale({ access: null, refresh: null }, 'de', NOW)
  await changeSession(session.id, { endedAt: NOW })
  await chooseLocale(tokens, 'de', at(1))
  expect((await userRow(userId))?.locale).toBeNull()
})

test('a user without a language gets the one they read, once', async () => {
  const userId = await givenUser()
  expect(await localeOf(userId, 'de')).toBe('de')
  expect(await localeOf(userId, 'en')).toBe('de')
})

test('a language that only another version knows is kept', async () => {
  const userId = await givenUser()
  await changeUser(userId, { locale: 'fr' })
  expect(await localeOf(userId, 'de')).toBe('de')
  expect((await userRow(userId))?.locale).toBe('fr')
})

test('during an outage a user reads on in the language of the page', async () => {
  const userId = await givenUser()
  await localeOf(userId, 'de')
  await beginOutage()
  expect(await localeOf(userId, 'en')).toBe('en')
})

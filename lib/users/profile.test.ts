import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import { changeUser, eventsOf, userRow } from '@/tests/support/rows'
import { transaction } from '@/db/connection'
import { findUserIdsWithTerm } from '@/db/queries/user-terms'
import { deleteUserRow } from '@/db/queries/users'
import { changeProfile, findProfile } from './profile'
import { recordTerms } from './search-terms'

useFreshDatabase()

async function givenActor() {
  const { userId, session } = await givenSession()
  return { userId, sessionId: session.id }
}

describe('changeProfile', () => {
  test('stores name and language, and records what changed', async () => {
    const actor = await givenActor()
    const change = { name: '  Ada \n Lovelace ', language: 'de' as const }
    const result = await changeProfile(actor, change, LAPTOP, at(1))
    expect(result).toMatchObject({ ok: true, profile: { name: 'Ada Lovelace', language: 'de' } })
    expect(await userRow(actor.userId)).toMatchObject({ name: 'Ada Lovelace', locale: 'de' })
    const [event] = await eventsOf('user_updated')
    expect(event).toMatchObject({ ...actor, actorId: actor.userId, at: at(1) })
    expect(JSON.parse(event?.details ?? '')).toEqual({ language: 'de' })
    expect(JSON.parse(event?.personalDetails ?? '')).toEqual({
      name: 'Ada Lovelace',
      formerName: 'Ada',
    })
  })

  test('keeps what is left out, and records nothing if nothing changed', async () => {
    const actor = await givenActor()
    await changeUser(actor.userId, { locale: 'fr' })
    await changeProfile(actor, { name: 'Ada' }, LAPTOP, NOW)
    await changeProfile(actor, {}, LAPTOP, NOW)
    expect(await userRow(actor.userId)).toMatchObject({ name: 'Ada', locale: 'fr' })
    expect(await eventsOf('user_updated')).toEqual([])
  })

  test('refuses a name that is too long, and then changes no language either', async () => {
    const actor = await givenActor()
    const change = { name: 'x'.repeat(101), language: 'de' as const }
    expect(await changeProfile(actor, change, LAPTOP, NOW)).toEqual({
      ok: false,
      reason: 'name-too-long',
    })
    expect(await userRow(actor.userId)).toMatchObject({ name: 'Ada', locale: null })
  })

  test('takes an empty name', async () => {
    const actor = await givenActor()
    expect(await changeProfile(actor, { name: ' ' }, LAPTOP, NOW)).toMatchObject({ ok: true })
    expect(await userRow(actor.userId)).toMatchObject({ name: '' })
  })

  test('lets administrators find the user by the new name only', async () => {
    const actor = await givenActor()
    const { userId } = actor
    await changeUser(userId, { name: 'Byron' })
    await transaction({ locks: 'all' }, async () => recordTerms(await userRow(userId)))
    expect(await findUserIdsWithTerm([userId], 'byron ')).toEqual([userId])
    await changeProfile(actor, { name: 'Grace Hopper' }, LAPTOP, NOW)
    expect(await findUserIdsWithTerm([userId], 'hopper ')).toEqual([userId])
    expect(await findUserIdsWithTerm([userId], 'byron ')).toEqual([])
    // By the address as before.
    expect(await findUserIdsWithTerm([userId], 'ada@example.com ')).toEqual([userId])
  })

  test('says that a user was deleted in the meantime', async () => {
    const actor = await givenActor()
    await transaction({ locks: 'all' }, () => deleteUserRow(actor.userId, NOW))
    expect(await changeProfile(actor, { name: 'x' }, LAPTOP, NOW)).toEqual({
      ok: false,
      reason: 'gone',
    })
  })
})

test('findProfile says whether the address is verified', async () => {
  const userId = await givenUser()
  expect(await findProfile({ userId })).toMatchObject({ emailVerifiedAt: null, language: null })
  await changeUser(userId, { emailVerifiedAt: NOW })
  expect(await findProfile({ userId })).toMatchObject({ emailVerifiedAt: NOW })
  await transaction({ locks: 'all' }, () => deleteUserRow(userId, NOW))
  expect(await findProfile({ userId })).toBeNull()
})

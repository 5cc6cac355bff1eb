import { describe, expect, test } from 'vitest'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { givenAccount, givenCreated } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenUser } from '@/tests/support/people'
import { changeUser, userIdOf } from '@/tests/support/rows'
import { deleteUser } from './delete'
import { searchUsers, type Budget } from './search'
import { fillSearchTerms, termsOf } from './search-terms'

useFreshDatabase()

describe('the search for users', () => {
  const found = async (text: string) =>
    (await searchUsers(COMMAND_LINE, text)).users.map(({ email }) => email)

  test('is refused to an administrator without the permission', async () => {
    await expect(searchUsers(await givenOperator(), 'ada')).rejects.toThrow(NotAllowed)
  })

  test.each([
    ['lovelace', true],
    ['LOVE', true],
    ['ada love', true],
    ['love ada', true],
    ['angstrom', true],
    ['Ångström', true],
    ['A\u030angstro\u0308m', true],
    ['o’brien', true],
    ['brien', true],
    ['countess.king@mail', true],
    ['mail.example', true],
    ['countess', true],
    ['king', true],
    ['  Countess.King@MAIL.example.co.uk ', true],
    ['ovelace', false],
    ['ada bob', false],
    ['%', false],
    ['_', false],
    ['\u0000', false],
    ['\ud800', false],
    ["'; drop table users --", false],
  ])('with %j finds Ada: %s', async (text, isFound) => {
    await givenCreated('countess.king@mail.example.co.uk', 'Ada Lovelace O’Brien-Ångström')
    await givenCreated('bob@example.com', 'Bob')
    expect(await found(text)).toEqual(isFound ? ['countess.king@mail.example.co.uk'] : [])
  })

  test('finds a user who signed up, by id and by email address', async () => {
    await givenAccount({ email: 'eve@example.com', name: 'Eve' })
    expect(await found(await userIdOf('eve@example.com'))).toEqual(['eve@example.com'])
    expect(await found('EVE@example.com')).toEqual(['eve@example.com'])
    expect(await found('ev')).toEqual(['eve@example.com'])
  })

  test('shows at most a hundred, newest first, and says when there are more', async () => {
    for (let i = 0; i < 100; i += 1) await givenCreated(`person${i}@example.com`, 'Same', at(i))
    expect(await searchUsers(COMMAND_LINE, 'same')).toMatchObject({ more: false })
    await givenCreated('last@example.com', 'Same', at(200))
    const { users, more } = await searchUsers(COMMAND_LINE, 'same')
    expect({ count: users.length, more }).toEqual({ count: 100, more: true })
    const times = users.map(({ createdAt }) => createdAt.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('finds the users who match both rare and common words', async () => {
    for (let i = 0; i < 30; i += 1)
      await givenCreated(`x${i}@example.com`, i % 3 ? 'Ada King' : 'Ada')
    expect(await found('king example')).toHaveLength(20)
    expect(await found('king example x29')).toEqual(['x29@example.com'])
    expect(await found('king example x27')).toEqual([])
    // Within a small budget: the same answer, or `more` says that it is incomplete.
    const small = { alone: 5, ofEach: 25, lookedThrough: 1000, atOnce: 7 }
    const within = async (text: string, budget: Budget) => {
      const { users, more } = await searchUsers(COMMAND_LINE, text, budget)
      return { count: users.length, more }
    }
    expect(await within('king example', small)).toEqual({ count: 20, more: false })
    expect(await within('king ada', { ...small, ofEach: 10 })).toMatchObject({ more: true })
    const short = { ...small, lookedThrough: 14 }
    expect(await within('king example', short)).toEqual({ count: 14, more: true })
    expect(await within('ada', small)).toEqual({ count: 5, more: true })
  })

  test('does not find a deleted user', async () => {
    const userId = await givenCreated('ada@example.com', 'Ada')
    await deleteUser(COMMAND_LINE, { userId })
    expect(await found('ada')).toEqual([])
    expect(await found('ada@example.com')).toEqual([])
  })

  test('finds users of an earlier version after the next start, and later ones after another', async () => {
    for (let i = 0; i < 600; i += 1) await givenUser(`old${i}@example.com`)
    const newest = await givenCreated('new@example.com', 'New', at(9))
    expect(await found('old0@example')).toEqual([])
    await fillSearchTerms()
    expect(await found('old0@example')).toEqual(['old0@example.com'])
    expect(await found('old599@example')).toEqual(['old599@example.com'])
    expect((await searchUsers(COMMAND_LINE, 'new')).users[0]?.id).toBe(newest)
    // An instance of the earlier version may have gone on creating users.
    const late = await givenUser('late@example.com')
    await changeUser(late, { createdAt: at(20) })
    await fillSearchTerms()
    expect(await found('late@ex')).toEqual(['late@example.com'])
  })

  test('keeps few and short words, whatever the name', () => {
    const names = ['\ufdfa'.repeat(100), 'x'.repeat(100), 'a '.repeat(50), '🦊'.repeat(100), '']
    for (const name of names) {
      const terms = termsOf({ email: 'a@b.de', emailKey: 'a@b.de', name })
      expect(terms.length).toBeLessThanOrEqual(40)
      expect(terms.every((term) => [...term].length <= 100 && !/\s/.test(term))).toBe(true)
      expect(terms).toContain('a@b.de')
    }
  })
})

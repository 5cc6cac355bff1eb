import { expect, test } from 'vitest'
import { MAX_HOLDERS } from '@/lib/permissions/custom-roles'
import { wordsIn } from '@/lib/words/catalogues'
import { roleChangeQuestion } from './change-question'

const ROLE = { name: 'front-desk', description: '', permissions: ['users:read'] } as const
const INPUT = { ...ROLE, permissions: ['sessions:read'] }
const english = { locale: 'en', words: wordsIn('en') } as const
const german = { locale: 'de', words: wordsIn('de') } as const

test('a change of a role that nobody holds, or that changes no permission, is not asked about', () => {
  expect(roleChangeQuestion({ ...ROLE, holders: 0 }, INPUT, english)).toBeNull()
  expect(roleChangeQuestion({ ...ROLE, holders: 3 }, { ...ROLE }, english)).toBeNull()
})

test('the question about a change of a role lists the new permissions and those that end', () => {
  expect(roleChangeQuestion({ ...ROLE, holders: 3 }, INPUT, english)?.parts).toEqual([
    { text: 'New permissions:', items: ['See the sessions of users'] },
    { text: 'Removed permissions:', items: ['See users, their roles and their activity'] },
  ])
})

test.each([
  [1, 'Change the role front-desk for the one user who has it?'],
  [2, 'Change the role front-desk for the 2 users who have it?'],
  [MAX_HOLDERS, 'Change the role front-desk for 1,000 or more users who have it?'],
])('the question about a change for %d users names their number', (holders, title) => {
  expect(roleChangeQuestion({ ...ROLE, holders }, INPUT, english)?.title).toBe(title)
})

test('the question about a change of a role is asked in German', () => {
  const asked = roleChangeQuestion({ ...ROLE, holders: MAX_HOLDERS }, INPUT, german)
  expect(asked?.title).toBe('Rolle front-desk für 1.000 oder mehr Konten ändern, die sie haben?')
  expect(asked?.parts[0]?.items).toEqual(['Die Sitzungen aller Konten sehen'])
})

import { expect, test } from 'vitest'
import { passwordHint } from './hint'

const NAMES = ['ada.lovelace@example.com', 'Ada Lovelace']
const says = (password: string) => passwordHint(password, 12, NAMES).says

test('the hint for a short password counts the missing characters as users count them', () => {
  expect(passwordHint('', 12, [])).toEqual({ says: 'short', missing: 12 })
  expect(passwordHint('🔑🔑🔑', 12, [])).toEqual({ says: 'short', missing: 9 })
  expect(passwordHint('elevenchars', 12, [])).toEqual({ says: 'short', missing: 1 })
})

test.each([
  ['aaaaaaaaaaaaaaaa', 'repetitive'],
  ['abababababababab', 'repetitive'],
  ['abcdefghijklmnop', 'sequential'],
  ['12345678987654321', 'sequential'],
  ['qwertyuiopasdf', 'sequential'],
  ['ada.lovelace!', 'personal'],
  ['LovelaceLovelace1', 'personal'],
  ['nine otters', 'short'],
  ['nine otters under', 'enough'],
  ['nine otters under a piano', 'long'],
  ['lovelace and nine otters', 'long'],
  ['T7#kq!9vXw2m', 'enough'],
])('the hint for "%s" is %s', (password, word) => expect(says(password)).toBe(word))

import { expect, test } from 'vitest'
import { LOCALES, type Locale } from '@/lib/base/locales'
import type { AccountFault } from '@/lib/users/account'
import { wordsIn } from '@/lib/words/catalogues'
import { useSettings } from '@/tests/support/database'
import { accountFaults } from './account-words'

useSettings({ PASSWORD_MIN_LENGTH: '15' })

const reader = (locale: Locale) => ({ locale, zone: 'UTC', words: wordsIn(locale) })

test.each<[AccountFault, string, string]>([
  ['bad-address', 'email', 'Check your email address.'],
  ['address-taken', 'email', 'Check your email address.'],
  ['name-too-long', 'name', 'Check your name.'],
  ['password-too-short', 'password', 'Choose another password.'],
  ['password-common', 'password', 'Choose another password.'],
])('with the fault %s alone, the message names the field %s', (fault, field, message) => {
  const state = accountFaults([fault], reader('en'))
  expect(Object.keys(state.errors)).toEqual([field])
  expect(state.message).toBe(message)
})

test('with several faults, each field says its own, and the message points to them', () => {
  expect(accountFaults(['bad-address', 'password-too-short'], reader('en'))).toEqual({
    status: 'invalid',
    message: 'Check the marked fields.',
    errors: {
      email: 'Enter an email address such as ada@example.com.',
      password: 'Use at least 15 characters.',
    },
  })
})

test.each(LOCALES)('in %s the form recognizes a taken address by its text', (locale) => {
  const { errors } = accountFaults(['address-taken'], reader(locale))
  expect(errors.email).toBe(wordsIn(locale).accounts.fields.addressTaken)
})

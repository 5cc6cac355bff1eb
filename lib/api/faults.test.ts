import { expect, test } from 'vitest'
import { PASSWORD } from '@/tests/support/accounts'
import { faultsIn } from './faults'
import { logInBody } from './schemas'

const GOOD = { email: 'ada@example.com', password: PASSWORD }

test.each<[string, unknown, Record<string, string>]>([
  [
    'nothing',
    {},
    { email: 'This is missing: send text.', password: 'This is missing: send text.' },
  ],
  ['a list', [], { '': 'Send a JSON object here.' }],
  ['a number for text', { ...GOOD, email: 7 }, { email: 'Send text here.' }],
  ['null for text', { ...GOOD, email: null }, { email: 'Send text here.' }],
  ['text for a list', { ...GOOD, audience: 'orders' }, { audience: 'Send a list here.' }],
  ['an empty list', { ...GOOD, audience: [] }, { audience: 'Send at least 1 entry here.' }],
  [
    'a long list',
    { ...GOOD, audience: Array(21).fill('a') },
    { audience: 'Send at most 20 entries here.' },
  ],
  [
    'an entry of the wrong kind',
    { ...GOOD, audience: ['orders', 7, ''] },
    { 'audience.1': 'Send text here.', 'audience.2': 'Send at least 1 character here.' },
  ],
  [
    'long text',
    { ...GOOD, email: 'a'.repeat(321) },
    { email: 'Send at most 320 characters here.' },
  ],
  [
    'members that are not asked for',
    { ...GOOD, role: 'administrator', constructor: 1 },
    {
      role: 'This is not asked for: leave it out.',
      constructor: 'This is not asked for: leave it out.',
    },
  ],
])('each fault of a body (%s) names the field and what to send there', (_name, sent, faults) => {
  const parsed = logInBody.safeParse(sent)
  const found = faultsIn(sent, parsed.error?.issues ?? [])
  expect(Object.fromEntries(found.map(({ field, message }) => [field, message]))).toEqual(faults)
  expect(found).toHaveLength(Object.keys(faults).length)
})

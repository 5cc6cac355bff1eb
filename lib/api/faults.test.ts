import { expect, test } from 'vitest'
import { z } from 'zod'
import { PASSWORD } from '@/tests/support/accounts'
import { faultsIn } from './faults'
import { logInBody } from './schemas'

const GOOD = { email: 'ada@example.com', password: PASSWORD }

test.each<[string, unknown, Record<string, string>]>([
  [
    'nothing',
    {},
    { email: 'This is missing. Send text.', password: 'This is missing. Send text.' },
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
      role: 'This is not expected. Leave it out.',
      constructor: 'This is not expected. Leave it out.',
    },
  ],
])('each fault of a body (%s) names the field and what to send there', (_name, sent, faults) => {
  const parsed = logInBody.safeParse(sent)
  const found = faultsIn(sent, parsed.error?.issues ?? [], 'en')
  expect(Object.fromEntries(found.map(({ field, message }) => [field, message]))).toEqual(faults)
  expect(found).toHaveLength(Object.keys(faults).length)
})

test('the faults of a body are written in the language of the client, each with its plural', () => {
  const sent = { email: 7, password: 'x'.repeat(20_000), audience: Array(21).fill('a'), role: 1 }
  const found = faultsIn(sent, logInBody.safeParse(sent).error?.issues ?? [], 'de')
  expect(Object.fromEntries(found.map(({ field, message }) => [field, message]))).toEqual({
    email: 'Sende hier einen Text.',
    password: 'Sende hier höchstens 1.024 Zeichen.',
    audience: 'Sende hier höchstens 20 Einträge.',
    role: 'Das wird hier nicht erwartet. Lass es weg.',
  })
  const empty = { ...GOOD, audience: [] }
  const [fault] = faultsIn(empty, logInBody.safeParse(empty).error?.issues ?? [], 'de')
  expect(fault?.message).toBe('Sende hier mindestens 1 Eintrag.')
})

test('a fault of a kind that no body has yet has words too', () => {
  const schema = z.strictObject({
    at: z.date(),
    many: z.number().max(1000),
    few: z.number().min(1),
  })
  const sent = { at: 'now', many: 1001, few: 0 }
  const found = faultsIn(sent, schema.safeParse(sent).error?.issues ?? [], 'en')
  expect(found.map(({ message }) => message)).toEqual([
    'Send a value of the type “date” here.',
    'Send at most 1,000 here.',
    'Send at least 1 here.',
  ])
})

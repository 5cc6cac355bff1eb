import { expect, test } from 'vitest'
import { displayNameOf, isolated } from '@/lib/words/isolated'

test.each(['Ada', 'Zoë Ångström', '李小龙', '🦊', ''])('isolated leaves %j as it is', (name) => {
  expect(isolated(name)).toBe(name)
})

test.each(['שרה', 'محمد', 'Ada שרה', '\u202eadA', '\u{1e900}'])('isolated wraps %j', (name) => {
  expect(isolated(name)).toBe(`\u2068${name}\u2069`)
})

test.each([
  ['Ada', 'Ada'],
  ['🦊', '🦊'],
  ['', 'ada@example.com'],
  ['\u200b\u200d\u2060', 'ada@example.com'],
  ['\u3164\u2800', 'ada@example.com'],
])('a user named %j is called %j', (name, called) => {
  expect(displayNameOf({ name, email: 'ada@example.com' })).toBe(called)
})

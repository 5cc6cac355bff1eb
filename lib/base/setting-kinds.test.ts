import { expect, test } from 'vitest'
import { address } from './setting-kinds'

test.each(['https://example.com/terms', 'HTTP://example.com', '/terms', '/terms?a=b#c', '/'])(
  'the address %j is accepted',
  (text) => expect(address.safeParse(text).success).toBe(true),
)

test.each([
  ...['//evil.example', '/\\evil.example', '/\t/evil.example', 'terms', 'https:evil.example'],
  ...['https://', 'https://a b.example', 'https://a.example\\@b.example', 'javascript:alert(1)'],
  'mailto:a@b.example',
])('the address %j is refused', (text) => expect(address.safeParse(text).success).toBe(false))

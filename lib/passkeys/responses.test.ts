import { expect, test } from 'vitest'
import { readAssertion, RESPONSE_MAX } from './responses'

const answer = (signature: string) =>
  JSON.stringify({
    ...{ id: 'AA', rawId: 'AA', type: 'public-key' },
    response: { authenticatorData: 'AA', clientDataJSON: 'AA', signature },
  })

test('an answer is read up to a size, whatever it holds', () => {
  const room = RESPONSE_MAX - answer('').length
  expect(readAssertion(answer('A'.repeat(room)))).not.toBeNull()
  expect(readAssertion(answer('A'.repeat(room + 1)))).toBeNull()
  expect(readAssertion(answer('A'.repeat(30_000_000)))).toBeNull()
})

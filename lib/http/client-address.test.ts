import { describe, expect, test } from 'vitest'
import { clientAddress, normaliseAddress, proxyList } from './client-address'

const TRUSTED = proxyList(['10.0.0.0/8', '192.0.2.7', '2001:db8:1::/48'])
const VISITOR = '203.0.113.9'

describe('clientAddress', () => {
  test('ignores X-Forwarded-For of an untrusted peer', () => {
    expect(clientAddress(VISITOR, '198.51.100.1', TRUSTED)).toBe(VISITOR)
  })

  test('ignores X-Forwarded-For when no proxy is trusted', () => {
    expect(clientAddress('10.0.0.1', '198.51.100.1', proxyList([]))).toBe('10.0.0.1')
  })

  test('is the address that a trusted proxy saw, not one that the client put before it', () => {
    expect(clientAddress('10.0.0.1', `1.1.1.1, 10.9.9.9, ${VISITOR}`, TRUSTED)).toBe(VISITOR)
  })

  test('skips every trusted proxy in the chain', () => {
    const chain = `${VISITOR}, 192.0.2.7, 2001:db8:1::5`
    expect(clientAddress('10.0.0.1', chain, TRUSTED)).toBe(VISITOR)
  })

  test('stops at the last valid address before garbage', () => {
    expect(clientAddress('10.0.0.1', `${VISITOR}, <script>, 192.0.2.7`, TRUSTED)).toBe('192.0.2.7')
    expect(clientAddress('10.0.0.1', 'unknown', TRUSTED)).toBe('10.0.0.1')
    expect(clientAddress('10.0.0.1', `${VISITOR},`, TRUSTED)).toBe('10.0.0.1')
  })

  test('is the first proxy when the whole chain is trusted', () => {
    expect(clientAddress('10.0.0.1', '10.0.0.3, 10.0.0.2', TRUSTED)).toBe('10.0.0.3')
  })

  test('is the peer when there is no chain', () => {
    expect(clientAddress('10.0.0.1', undefined, TRUSTED)).toBe('10.0.0.1')
    expect(clientAddress('unknown', VISITOR, TRUSTED)).toBe('unknown')
  })
})

describe('normaliseAddress', () => {
  test.each(['', 'localhost', '1.2.3', '1.2.3.4.5', '256.1.1.1', '[::1', '::1::', '1.2.3.4:port'])(
    'is null for "%s"',
    (text) => expect(normaliseAddress(text)).toBeNull(),
  )

  test.each([
    [' 203.0.113.9 ', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['[2001:DB8:0:0:0:0:0:1]:443', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('spells "%s" as %s', (text, plain) => expect(normaliseAddress(text)).toBe(plain))
})

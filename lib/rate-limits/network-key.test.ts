import { describe, expect, test } from 'vitest'
import { networkKey } from './network-key'

describe('networkKey', () => {
  test('gives every IPv4 address its own key', () => {
    for (const address of ['192.0.2.1', '192.0.2.2', '10.0.0.1', '255.255.255.255']) {
      expect(networkKey(address)).toBe(address)
    }
  })

  test('returns text that is not an address unchanged', () => {
    for (const text of ['', 'unknown', '1.2.3', ':::', '2001:db8', 'x::y', '1:2:3:4:5:6:7:8:9']) {
      expect(networkKey(text)).toBe(text)
    }
  })

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8:1:2::1%eth0', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:0:0:1::', '2001:db8:0:0'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0'],
    ['2001:db8:0:1::1', '2001:db8:0:1'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['1::8', '1:0:0:0'],
    ['1:2:3:4:5:6:7::', '1:2:3:4'],
    ['::2:3:4:5:6:7:8', '0:2:3:4'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0'],
  ])('counts %s as the network %s', (address, network) => {
    expect(networkKey(address)).toBe(network)
  })

  test('gives one key to all addresses of a customer, and another to the next customer', () => {
    const own = Array.from({ length: 500 }, (_, i) => `2001:db8:1:2::${i.toString(16)}`)
    expect(new Set(own.map(networkKey)).size).toBe(1)
    const others = Array.from({ length: 500 }, (_, i) => `2001:db8:1:${i.toString(16)}::1`)
    expect(new Set(others.map(networkKey)).size).toBe(500)
  })
})

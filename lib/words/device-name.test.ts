import { describe, expect, test } from 'vitest'
import { wordsIn } from '@/lib/words/catalogues'
import { deviceName, deviceNames, networkName } from '@/lib/words/device-name'

const SAFARI = { browser: 'Safari', system: 'iOS' }
const ENGLISH = wordsIn('en').devices
const GERMAN = wordsIn('de').devices

describe('deviceName', () => {
  test.each([
    [{ browser: 'Chrome', system: 'macOS' }, 'Chrome on macOS'],
    [{ ...SAFARI, device: 'phone' }, 'Safari on iOS'],
    [{ ...SAFARI, device: 'tablet' }, 'Safari on iPadOS'],
    [{ browser: 'Chrome', system: 'Android', device: 'tablet' }, 'Chrome on an Android tablet'],
    [{ browser: null, system: 'Android', device: 'tablet' }, 'Android tablet'],
    [{ browser: 'Firefox', system: 'Unknown' }, 'Firefox'],
    [{ browser: 'Unknown', system: 'Linux' }, 'Linux'],
    [{ browser: 'Unknown', system: 'Unknown' }, 'Unknown device'],
    [{ deviceName: 'Kitchen', browser: 'okhttp', system: null }, 'Kitchen (okhttp)'],
    [{ deviceName: 'Kitchen', browser: null, system: null }, 'Kitchen'],
    [{ label: 'At work', browser: 'Chrome', system: 'macOS' }, 'At work (Chrome on macOS)'],
    [{ label: 'Bath', deviceName: 'Kitchen', browser: null, system: null }, 'Bath'],
  ])('calls %j %s', (seen, name) => {
    expect(deviceName(seen, ENGLISH)).toBe(name)
  })

  test.each([
    [{ browser: 'Chrome', system: 'macOS' }, 'Chrome auf macOS'],
    [{ browser: 'Chrome', system: 'Android', device: 'tablet' }, 'Chrome auf einem Android-Tablet'],
    [{ browser: 'Unknown', system: 'Unknown' }, 'Unbekanntes Gerät'],
  ])('calls %j %s in German', (seen, name) => {
    expect(deviceName(seen, GERMAN)).toBe(name)
  })

  test('numbers equal devices of a list in the order of their log-ins', () => {
    const at = (seconds: number) => new Date(seconds * 1000)
    const devices = [
      { id: 'newest', ...SAFARI, createdAt: at(9) },
      { id: 'other', browser: 'Firefox', system: 'Linux', createdAt: at(5) },
      { id: 'oldest', ...SAFARI, createdAt: at(1) },
    ]
    expect(Object.fromEntries(deviceNames(devices, ENGLISH))).toEqual({
      oldest: 'Safari on iOS (1)',
      newest: 'Safari on iOS (2)',
      other: 'Firefox on Linux',
    })
  })
})

test.each([
  ['::1', 'this computer'],
  ['127.0.0.1', 'this computer'],
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  ['unknown', ''],
  [null, ''],
])('the network %s is called %j', (network, name) => {
  expect(networkName(network, ENGLISH)).toBe(name)
})

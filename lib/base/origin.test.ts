import { describe, expect, test } from 'vitest'
import { hostNamed, isFromOwnPage, isLoopback } from './origin'

const OWN = 'https://accounts.example.com'

describe('isFromOwnPage', () => {
  test.each([
    'null',
    '',
    'https://evil.example',
    'https://accounts.example.com.evil.example',
    'https://evil.example/https://accounts.example.com',
    'https://accounts.example.com@evil.example',
    'http://accounts.example.com',
    'https://accounts.example.com:8443',
    'https://accounts.example.com:443',
    'https://accounts.example.com/',
    'https://ACCOUNTS.example.com',
    'https://example.com',
    'https://sub.accounts.example.com',
    'https://accounts.example.com, https://evil.example',
    'accounts.example.com',
  ])('refuses the origin "%s", whatever Sec-Fetch-Site says', (origin) => {
    expect(isFromOwnPage(new Headers({ origin }), OWN)).toBe(false)
    const sure = new Headers({ origin, 'sec-fetch-site': 'same-origin' })
    expect(isFromOwnPage(sure, OWN)).toBe(false)
  })

  test.each(['cross-site', 'same-site', 'none', '', 'Same-Origin', 'same-origin, same-origin'])(
    'refuses Sec-Fetch-Site "%s" without an origin',
    (site) => expect(isFromOwnPage(new Headers({ 'sec-fetch-site': site }), OWN)).toBe(false),
  )

  test('refuses a request with neither Origin nor Sec-Fetch-Site', () => {
    expect(isFromOwnPage(new Headers(), OWN)).toBe(false)
    const forged = { referer: `${OWN}/login`, 'x-forwarded-host': 'accounts.example.com' }
    expect(isFromOwnPage(new Headers(forged), OWN)).toBe(false)
  })

  test('accepts our own Origin, and without an Origin a Sec-Fetch-Site of same-origin', () => {
    expect(isFromOwnPage(new Headers({ origin: OWN }), OWN)).toBe(true)
    expect(isFromOwnPage(new Headers({ origin: OWN, 'sec-fetch-site': 'none' }), OWN)).toBe(true)
    expect(isFromOwnPage(new Headers({ 'sec-fetch-site': 'same-origin' }), OWN)).toBe(true)
  })
})

describe('hostNamed', () => {
  const APP = new URL('https://accounts.example.com:8443')

  test.each([
    null,
    '',
    'evil.example',
    'accounts.example.com',
    'accounts.example.com:443',
    'accounts.example.com:8443.evil.example',
    'accounts.example.com:84430',
    'evil.example:8443',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    '127.0.0.2',
    '0.0.0.0',
    'localhost:3000:3000',
    'localhost/',
    'user@localhost',
    'localhost:port',
    'localhost:123456',
    'user@localhost',
    '::1',
    '[::2]',
    ' localhost',
  ])('calls "%s" foreign', (host) => expect(hostNamed(host, APP)).toBe('foreign'))

  test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '127.0.0.1:65535', '[::1]', '[::1]:80'])(
    'calls "%s" a loopback name',
    (host) => expect(hostNamed(host, APP)).toBe('loopback'),
  )

  test('knows our own name and port, even if that is a loopback name', () => {
    expect(hostNamed('accounts.example.com:8443', APP)).toBe('own')
    expect(hostNamed('localhost:3000', new URL('http://localhost:3000'))).toBe('own')
    expect(hostNamed('127.0.0.1:3000', new URL('http://localhost:3000'))).toBe('loopback')
    expect(hostNamed('localhost:3001', new URL('http://localhost:3000'))).toBe('loopback')
  })
})

describe('isLoopback', () => {
  test('accepts localhost, 127.0.0.1 and [::1], and nothing else', () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]']) expect(isLoopback(name)).toBe(true)
    for (const name of ['', 'LOCALHOST', '::1', '127.1', 'constructor', 'localhost.']) {
      expect(isLoopback(name)).toBe(false)
    }
  })
})

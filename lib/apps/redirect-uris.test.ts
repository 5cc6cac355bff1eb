import { expect, test } from 'vitest'
import { redirectFault, redirectsFault } from './redirect-uris'

test.each([
  ['https://app.example/callback', null],
  ['https://app.example:8443/callback?tenant=1', null],
  ['http://localhost:3000/callback', null],
  ['http://127.0.0.1/callback', null],
  ['http://[::1]:4000/', null],
  ['http://app.example/callback', 'not-https'],
  ['http://localhost.example/callback', 'not-https'],
  ['https://*.app.example/callback', 'wildcard'],
  ['https://app.example/callback#part', 'fragment'],
  ['https://app.example/callback#', 'fragment'],
  ['https://ada@app.example/callback', 'user-info'],
  ['/callback', 'not-absolute'],
  ['app.example/callback', 'not-absolute'],
  ['javascript:alert(1)', 'scheme'],
  ['data:text/html,x', 'scheme'],
  ['com.example.app:/callback', 'scheme'],
  [`https://app.example/${'x'.repeat(1000)}`, 'too-long'],
])('a web application may be sent users back to %s: %s', (address, fault) => {
  expect(redirectFault('web', address)).toBe(fault)
})

test.each([
  ['com.example.app:/callback', null],
  ['http://127.0.0.1/callback', null],
  ['myapp:/callback', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
])('a native application may be sent users back to %s: %s', (address, fault) => {
  expect(redirectFault('native', address)).toBe(fault)
})

test('only applications that users come back to have addresses, and those need one', () => {
  expect(redirectsFault('web', [])).toBe('no-address')
  expect(redirectsFault('machine', [])).toBeNull()
  expect(redirectsFault('device', ['https://app.example/'])).toBe('no-browser')
  expect(redirectsFault('web', ['https://app.example/', 'nonsense'])).toBe('not-absolute')
})

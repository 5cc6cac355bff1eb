import dns, { type LookupAddress } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, test } from 'vitest'
import { startLogoutReceiver } from '@/tests/support/logout-receiver'
import { postForm } from './post'

const { lookup } = dns

afterEach(() => {
  dns.lookup = lookup
  syncBuiltinESMExports()
})

/** Lets every name have these addresses. */
function resolveTo(...addresses: LookupAddress[]): void {
  const answer = (_: string, __: object, done: (error: null, found: LookupAddress[]) => void) =>
    done(null, addresses)
  dns.lookup = answer as never
  syncBuiltinESMExports()
}

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://169.254.0.1/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://[fe80::1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fd00:ec2::254]/',
])('nothing is posted to the link-local address %s', async (address) => {
  expect(await postForm(address, {})).toBe('forbidden')
})

test('no name leads to a link-local address, not even as one of several', async () => {
  const { url, tokens, stop } = await startLogoutReceiver()
  const named = url.replace(/localhost|127\.0\.0\.1/, 'orders.example')
  expect(named).toContain('orders.example')
  resolveTo({ address: '169.254.169.254', family: 4 })
  expect(await postForm(named, { logout_token: 'x' })).toBe('forbidden')
  resolveTo({ address: '127.0.0.1', family: 4 }, { address: 'fe80::1', family: 6 })
  expect(await postForm(named, { logout_token: 'x' })).toBe('forbidden')
  expect(tokens).toEqual([])
  resolveTo({ address: '127.0.0.1', family: 4 })
  expect(await postForm(named, { logout_token: 'x' })).toBeTypeOf('number')
  expect(tokens).toEqual(['x'])
  await stop()
})

import { describe, expect, test } from 'vitest'
import { givenSettings } from '@/tests/support/settings'
import { contentSecurityPolicy, newNonce, securityHeaders } from './security-headers'

const NONCE = 'bm9uY2Utbm9uY2Utbm8='
const settings = givenSettings({ APP_ORIGIN: 'https://accounts.example.com' })

describe('contentSecurityPolicy', () => {
  const policy = parse(contentSecurityPolicy(NONCE, settings))

  test('forbids everything that it does not name', () => {
    expect(policy.get('default-src')).toEqual(["'none'"])
  })

  test('allows scripts only with the nonce, and no eval', () => {
    expect(policy.get('script-src')).toEqual(["'self'", `'nonce-${NONCE}'`, "'strict-dynamic'"])
  })

  test('forbids plugins, another base URL and being framed', () => {
    for (const name of ['object-src', 'base-uri', 'frame-ancestors']) {
      expect(policy.get(name)).toEqual(["'none'"])
    }
  })

  test('allows forms, requests, fonts and the manifest only on our own origin', () => {
    for (const name of ['form-action', 'connect-src', 'font-src', 'manifest-src']) {
      expect(policy.get(name)).toEqual(["'self'"])
    }
  })

  test('allows neither wildcards nor whole schemes, and inline styles only in attributes', () => {
    for (const [name, sources] of policy) {
      expect(sources).not.toContain('*')
      expect(sources).not.toContain("'unsafe-eval'")
      expect(sources.filter((source) => /^(https?|ws|blob):/.test(source))).toEqual([])
      expect([name, sources.includes("'unsafe-inline'")]).toEqual([name, name === 'style-src-attr'])
    }
  })

  test('allows eval only in development', () => {
    const loose = contentSecurityPolicy(NONCE, givenSettings({ NODE_ENV: 'development' }))
    expect(parse(loose).get('script-src')).toContain("'unsafe-eval'")
    expect(parse(loose).get('base-uri')).toEqual(["'none'"])
  })
})

describe('securityHeaders', () => {
  test('sets the headers that every answer has', () => {
    expect(securityHeaders(NONCE, settings)).toMatchObject({
      'content-security-policy': contentSecurityPolicy(NONCE, settings),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('demands https for at least a year, unless the installation runs on http', () => {
    const value = securityHeaders(NONCE, settings)['strict-transport-security'] ?? ''
    expect(Number(/max-age=(\d+)/.exec(value)?.[1])).toBeGreaterThanOrEqual(31_536_000)
    expect(value).toContain('includeSubDomains')
    const http = givenSettings({ APP_ORIGIN: 'http://localhost:3000' })
    expect(securityHeaders(NONCE, http)).not.toHaveProperty('strict-transport-security')
  })
})

describe('newNonce', () => {
  test('is 128 bits that never repeat and need no escaping', () => {
    const nonces = Array.from({ length: 1000 }, () => newNonce())
    expect(new Set(nonces).size).toBe(1000)
    for (const nonce of nonces) {
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
    }
  })
})

function parse(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}

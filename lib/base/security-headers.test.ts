import { describe, expect, it } from 'vitest'
import { givenSettings } from '@/tests/support/settings'
import { contentSecurityPolicy, newNonce, securityHeaders } from './security-headers'

const NONCE = 'bm9uY2Utbm9uY2Utbm8='
const settings = givenSettings({ APP_ORIGIN: 'https://accounts.example.com' })

describe('contentSecurityPolicy', () => {
  const policy = parse(contentSecurityPolicy(NONCE, settings))

  it('forbids whatever it does not name', () => {
    expect(policy.get('default-src')).toEqual(["'none'"])
  })

  it('runs no script without the nonce, and evaluates no text', () => {
    expect(policy.get('script-src')).toEqual(["'self'", `'nonce-${NONCE}'`, "'strict-dynamic'"])
  })

  it('forbids plugins, another base address and frames around us', () => {
    for (const name of ['object-src', 'base-uri', 'frame-ancestors']) {
      expect(policy.get(name)).toEqual(["'none'"])
    }
  })

  it('sends forms and requests nowhere else', () => {
    for (const name of ['form-action', 'connect-src', 'font-src', 'manifest-src']) {
      expect(policy.get(name)).toEqual(["'self'"])
    }
  })

  it('allows neither wildcards nor whole schemes, and inline text in style attributes alone', () => {
    for (const [name, sources] of policy) {
      expect(sources).not.toContain('*')
      expect(sources).not.toContain("'unsafe-eval'")
      expect(sources.filter((source) => /^(https?|ws|blob):/.test(source))).toEqual([])
      expect([name, sources.includes("'unsafe-inline'")]).toEqual([name, name === 'style-src-attr'])
    }
  })

  it('is looser in development alone', () => {
    const loose = contentSecurityPolicy(NONCE, givenSettings({ NODE_ENV: 'development' }))
    expect(parse(loose).get('script-src')).toContain("'unsafe-eval'")
    expect(parse(loose).get('base-uri')).toEqual(["'none'"])
  })
})

describe('securityHeaders', () => {
  it('says what every answer says', () => {
    expect(securityHeaders(NONCE, settings)).toMatchObject({
      'content-security-policy': contentSecurityPolicy(NONCE, settings),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it('demands https for a year at least, where there is https', () => {
    const value = securityHeaders(NONCE, settings)['strict-transport-security'] ?? ''
    expect(Number(/max-age=(\d+)/.exec(value)?.[1])).toBeGreaterThanOrEqual(31_536_000)
    expect(value).toContain('includeSubDomains')
    const http = givenSettings({ APP_ORIGIN: 'http://localhost:3000' })
    expect(securityHeaders(NONCE, http)).not.toHaveProperty('strict-transport-security')
  })
})

describe('newNonce', () => {
  it('is 128 bits that never come twice and need no escaping', () => {
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

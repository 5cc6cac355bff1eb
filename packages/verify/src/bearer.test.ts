import { describe, expect, test } from 'vitest'
import { PROBLEMS } from '@/lib/api/problems'
import { answerTo, bearerToken, requirePermission } from './bearer'
import type { AccessTokenClaims } from './claims'
import { TokenRefused, VerifierUnavailable, type RefusalCode } from './errors'

const CODES: readonly RefusalCode[] = [
  ...(['missing', 'malformed', 'unknown-key', 'invalid-signature', 'wrong-issuer'] as const),
  ...(['wrong-audience', 'expired', 'not-yet-valid', 'no-status', 'revoked'] as const),
]

describe('bearerToken', () => {
  test('finds no token when there is none or more than one', () => {
    const none = [null, undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearerabc', 'abc']
    for (const header of [...none, 'Bearer a b', 'Bearer a, Bearer b', ' Bearer a', 'Bearer\ta']) {
      expect(bearerToken(header), String(header)).toBeNull()
    }
  })

  test('finds the token in any spelling of the scheme', () => {
    for (const header of ['Bearer a.b.c', 'bearer a.b.c', 'BEARER  a.b.c ']) {
      expect(bearerToken(header)).toBe('a.b.c')
    }
  })
})

describe('answerTo', () => {
  test.each(CODES)('answers %s with 401 and a challenge', (code) => {
    const answer = answerTo(new TokenRefused(code))
    expect(answer?.status).toBe(401)
    expect(answer?.headers).toMatchObject({
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
    })
    const body = JSON.parse(answer?.body ?? '') as { code: string; status: number; error?: string }
    expect(body.status).toBe(401)
    expect(Object.keys(PROBLEMS), 'the code is one of Gatehouse’s').toContain(body.code)
    expect(answer?.headers['WWW-Authenticate']).toMatch(
      code === 'missing'
        ? /^Bearer$/
        : /^Bearer error="invalid_token", error_description="[^"\\]+"$/,
    )
  })

  test('asks for a refresh only when that helps, and not when the clock is behind', () => {
    const asksForRefresh = CODES.filter((code) => codeOf(code) === 'token-expired')
    expect(asksForRefresh).toEqual(['unknown-key', 'expired'])
    expect(codeOf('not-yet-valid')).toBe('token-not-yet-valid')
    const answer = answerTo(new TokenRefused('not-yet-valid'))
    expect(answer?.headers).toHaveProperty('Retry-After', '5')
    expect(answerTo(new TokenRefused('expired'))?.headers).not.toHaveProperty('Retry-After')
  })

  test('answers 503 without a challenge when the token cannot be judged', () => {
    const answer = answerTo(new VerifierUnavailable('keys', new Error('down')))
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '5' } })
    expect(answer?.headers).not.toHaveProperty('WWW-Authenticate')
    expect(answer?.body).not.toContain('down')
  })

  test('answers 403 for a missing permission, and names it when it is safe in a header', () => {
    const claims = { permissions: ['users:read'] } as unknown as AccessTokenClaims
    requirePermission(claims, 'users:read')
    const answer = answerFor(() => requirePermission(claims, 'users:create'))
    expect(answer?.status).toBe(403)
    expect(answer?.headers['WWW-Authenticate']).toContain(
      'error="insufficient_scope", error_description="You may not do this.", scope="users:create"',
    )
    const odd = answerFor(() => requirePermission(claims, 'a"\r\nX: y'))
    expect(odd?.headers['WWW-Authenticate']).not.toContain('scope=')
  })

  test('returns null for other errors', () => {
    for (const error of [new Error('mine'), new TypeError(), null, 'text', { code: 'expired' }]) {
      expect(answerTo(error)).toBeNull()
    }
  })
})

function codeOf(code: RefusalCode): unknown {
  const body = JSON.parse(answerTo(new TokenRefused(code))?.body ?? '') as { code: unknown }
  return body.code
}

function answerFor(act: () => void) {
  try {
    act()
  } catch (error) {
    return answerTo(error)
  }
  throw new Error('It was allowed')
}

import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { checkpointKey, signCheckpoint } from '@/lib/audit/checkpoint-token'
import { verifyAccessToken } from '@/lib/tokens/access'
import { verifyRefreshToken } from '@/lib/tokens/refresh'
import { accessToken, forgingKey, NOW, RULES } from '@/tests/support/tokens'
import { toNumericDate } from '@/lib/base/time'
import { signStatusList } from './sign'

const ISSUED_AT = toNumericDate(NOW)
const LIST = {
  uri: 'https://accounts.example.com/api/v1/status-lists/7',
  issuedAt: ISSUED_AT,
  encoded: 'eNrbuRgAAhcBXQ',
}

const REFRESH_KEY = { id: 1, secret: new Uint8Array(32) }

describe('signStatusList', () => {
  test('signs exactly the claims that the draft asks for', async () => {
    const key = await forgingKey('ES256')
    const token = await signStatusList(LIST, key.signing)
    expect(decodeProtectedHeader(token)).toEqual({
      typ: 'statuslist+jwt',
      alg: 'ES256',
      kid: key.id,
    })
    expect(decodeJwt(token)).toEqual({
      sub: LIST.uri,
      iat: ISSUED_AT,
      exp: ISSUED_AT + 120,
      ttl: 15,
      status_list: { bits: 1, lst: LIST.encoded },
    })
  })

  test('gives a token that passes for no access token, refresh token or checkpoint', async () => {
    const key = await forgingKey('ES256')
    const list = await signStatusList(LIST, key.signing)
    const invalid = { ok: false, reason: 'invalid' }
    const asAccess = await verifyAccessToken(list, async () => key.verifying, RULES, NOW)
    expect(asAccess).toEqual(invalid)
    const refreshRules = { issuer: RULES.issuer, kind: 'web' } as const
    const asRefresh = await verifyRefreshToken(list, async () => REFRESH_KEY, refreshRules, NOW)
    expect(asRefresh).toEqual(invalid)
    expect(checkpointKey(list)).toBeNull()
  })

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'has a typ that nothing else signed with a %s key has',
    async (algorithm) => {
      const key = await forgingKey(algorithm)
      const claims = { iss: RULES.issuer, iat: 1, sequence: 1, hash: '0'.repeat(64), previous: 0 }
      const all = [
        await signStatusList(LIST, key.signing),
        accessToken(key),
        await signCheckpoint(claims, key.signing),
      ]
      expect(new Set(all.map((token) => decodeProtectedHeader(token).typ)).size).toBe(all.length)
    },
  )
})

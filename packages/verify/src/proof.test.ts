import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROBLEMS } from '@/lib/api/problems'
import { toNumericDate } from '@/lib/base/time'
import { LEVELS } from '@/lib/tokens/acr'
import { startIssuer, type TestIssuer } from '@/tests/support/issuer'
import { NOW } from '@/tests/support/tokens'
import { answerTo } from './bearer'
import { ACR_VALUES, type ProofDemands } from './proof'
import { createVerifier, type Verifier } from './verifier'

let issuer: TestIssuer
let verifier: Verifier

beforeAll(async () => {
  issuer = await startIssuer(NOW)
  verifier = verifierWith({})
})

afterAll(() => issuer.stop())

describe('maxAge', () => {
  test('accepts a proof up to that age, and the clock tolerance', async () => {
    expect(await answerFor(provedAgo(300), { maxAge: 300 })).toBe('accepted')
    expect(await answerFor(provedAgo(305), { maxAge: 300 })).toBe('accepted')
    expect(await answerFor(provedAgo(306), { maxAge: 300 })).toMatchObject({ status: 401 })
    expect(await answerFor(provedAgo(86_400), {})).toBe('accepted')
  })

  test('is answered by a challenge that says what would be enough', async () => {
    const answer = await answerFor(provedAgo(306), { maxAge: 300, acr: 'phr' })
    if (answer === 'accepted') throw new Error('It was accepted')
    expect(answer.headers['WWW-Authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", ' +
        `error_description="${PROBLEMS['confirm-first'].title}", max_age="300", acr_values="phr phrh"`,
    )
    const { status, title, error } = PROBLEMS['confirm-first']
    expect(JSON.parse(answer.body)).toEqual({ status, title, error, code: 'confirm-first' })
  })

  test('as an option holds for every request, unless one demands otherwise', async () => {
    const strict = verifierWith({ maxAge: 60 })
    const token = provedAgo(90)
    await expect(strict.verify(token)).rejects.toMatchObject({
      code: 'insufficient-authentication',
      demands: { maxAge: 60 },
    })
    await expect(strict.verify(token, { maxAge: 120 })).resolves.toBeDefined()
  })

  test('does not hide that a session has ended', async () => {
    issuer.end(7)
    const token = issuer.token({ place: 7, claims: { auth_time: 0 } })
    const fresh = verifierWith({})
    await expect(fresh.verify(token, { maxAge: 60 })).rejects.toMatchObject({ code: 'revoked' })
  })
})

describe('acr', () => {
  test('knows the levels of Gatehouse, in its order', () => expect(ACR_VALUES).toEqual(LEVELS))

  test('accepts the demanded level and every stronger one', async () => {
    for (const [wanted, acr] of ACR_VALUES.entries()) {
      for (const [had, claimed] of ACR_VALUES.entries()) {
        const answer = await answerFor(issuer.token({ claims: { acr: claimed } }), { acr })
        expect(answer === 'accepted', `${claimed} for ${acr}`).toBe(had >= wanted)
      }
    }
  })

  test('refuses a token that does not say, or says an unknown level', async () => {
    for (const acr of [undefined, 'urn:gatehouse:9', 'PHRH', '1']) {
      const token = issuer.token({ claims: { acr } })
      expect(await answerFor(token, {})).toBe('accepted')
      expect(await answerFor(token, { acr: 'urn:gatehouse:1' })).toMatchObject({ status: 401 })
    }
  })

  test('is among the claims, with the methods', async () => {
    const proof = { amr: ['pwd'], acr: 'urn:gatehouse:1' }
    expect(await verifier.verify(issuer.token({ claims: proof }))).toMatchObject(proof)
    for (const wrong of [{ amr: 'pwd' }, { amr: [1] }, { acr: 1 }, { acr: null }]) {
      const token = issuer.token({ claims: wrong })
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'malformed' })
    }
  })
})

test.each([{ maxAge: -1 }, { maxAge: NaN }, { maxAge: Infinity }, { acr: 'phr2' }, { acr: '' }])(
  'the demands %j are refused as a mistake',
  async (demands) => {
    // Safe: a program without types may write these.
    const wrong = demands as ProofDemands
    expect(() => verifierWith(wrong)).toThrow(TypeError)
    await expect(verifier.verify(issuer.token(), wrong)).rejects.toThrow(TypeError)
  },
)

function provedAgo(seconds: number): string {
  return issuer.token({ claims: { auth_time: toNumericDate(NOW) - seconds } })
}

async function answerFor(token: string, demands: ProofDemands) {
  try {
    await verifier.verify(token, demands)
    return 'accepted'
  } catch (error) {
    const answer = answerTo(error)
    if (!answer) throw error
    return answer
  }
}

function verifierWith(demands: ProofDemands): Verifier {
  return createVerifier({ issuer: issuer.origin, audience: 'orders', now: issuer.now, ...demands })
}

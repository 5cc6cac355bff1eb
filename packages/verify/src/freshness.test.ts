import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LIST_TTL, startIssuer, type TestIssuer } from '@/tests/support/issuer'
import { forgingKey, NOW } from '@/tests/support/tokens'
import { createVerifier, type Verifier, type VerifierOptions } from './verifier'

const KEYS_MAX_AGE = 60
/** Four fifths of the time that a list may be kept. */
const RENEWED_AFTER = 12
const COOLDOWN = 5

let issuer: TestIssuer

beforeEach(async () => {
  issuer = await startIssuer(NOW)
})

afterEach(() => issuer.stop())

describe('the issuer is asked', () => {
  test('once for the first 100 tokens at once', async () => {
    const verifier = verifierFor()
    expect(issuer.paths).toEqual([])
    await Promise.all(Array.from({ length: 100 }, () => verifier.verify(issuer.token())))
    expect(issuer.asked).toMatchObject({ keys: 1, lists: 1 })
  })

  test('once a minute for keys and once per ttl for the list, and mostly answers "unchanged"', async () => {
    const verifier = verifierFor()
    const minutes = 4
    for (let second = 0; second < minutes * 60; second += 1) {
      for (let i = 0; i < 3; i += 1) await verifier.verify(issuer.token())
      await settled()
      issuer.pass(1)
    }
    expect(issuer.asked.keys).toBeLessThanOrEqual((minutes * 60) / 48 + 1)
    expect(issuer.asked.lists).toBeLessThanOrEqual((minutes * 60) / RENEWED_AFTER + 1)
    expect(issuer.asked.unchanged).toBeGreaterThan(issuer.asked.lists / 2)
  })

  test('for the next list ahead of time, without making any request wait', async () => {
    const verifier = verifierFor()
    await verifier.verify(issuer.token())
    issuer.pass(RENEWED_AFTER - 1)
    await verifier.verify(issuer.token())
    expect(issuer.asked.lists).toBe(1)

    issuer.pass(1)
    const held: (() => void)[] = []
    issuer.answer('list', (response) => void held.push(() => response.end(issuer.list())))
    await verifier.verify(issuer.token())
    await verifier.verify(issuer.token())
    await vi.waitFor(() => expect(held).toHaveLength(1))
    held[0]?.()
    await settled()
    issuer.pass(RENEWED_AFTER - 1)
    await verifier.verify(issuer.token())
    expect(issuer.asked.lists).toBe(2)
  })

  test('at most once per cool-down for keys, however many key ids are made up', async () => {
    const verifier = verifierFor()
    await verifier.verify(issuer.token())
    for (let second = 0; second < 40; second += 1) {
      for (let i = 0; i < 20; i += 1) {
        const made = issuer.token({ header: { kid: `made-up-${second}-${i}` } })
        await expect(verifier.verify(made)).rejects.toMatchObject({ code: 'unknown-key' })
      }
      issuer.pass(1)
    }
    expect(issuer.asked.keys).toBeLessThanOrEqual(1 + 40 / COOLDOWN)
  })

  test('again for the list that was unused the longest when seventeen are in use', async () => {
    const verifier = verifierFor()
    const use = (list: number) => {
      const uri = `${issuer.origin}/api/v1/status-lists/${list}`
      return verifier.verify(issuer.token({ claims: { status: { status_list: { idx: 9, uri } } } }))
    }
    for (let list = 0; list < 16; list += 1) await use(list)
    for (const list of [0, 15, 16, 0, 15]) await use(list)
    expect(issuer.asked.lists).toBe(17)
    await use(1)
    expect(issuer.asked.lists).toBe(18)
  })

  test('for a new key as soon as the cool-down is over', async () => {
    const verifier = verifierFor()
    await verifier.verify(issuer.token())
    const next = await forgingKey('ES256', 'next')
    issuer.publish(issuer.key, next)
    issuer.pass(COOLDOWN)
    await verifier.verify(issuer.token({ key: next }))
    await verifier.verify(issuer.token())
    expect(issuer.asked.keys).toBe(2)
  })
})

describe('an ended session', () => {
  test('is refused once the list is renewed', async () => {
    const verifier = verifierFor()
    const token = issuer.token()
    await verifier.verify(token)
    issuer.end(9)
    issuer.pass(RENEWED_AFTER)
    // This call starts the renewal.
    await verifier.verify(token)
    await vi.waitFor(() => expectCode(verifier, token, 'revoked'))
  })

  test('is refused when the list is exactly as old as its ttl', async () => {
    const verifier = verifierFor()
    const token = issuer.token()
    await verifier.verify(token)
    issuer.end(9)
    issuer.pass(LIST_TTL)
    await expectCode(verifier, token, 'revoked')
  })

  test('is refused sooner when a cache held the list for a while', async () => {
    issuer.answer('list', (response) => {
      response.setHeader('age', String(LIST_TTL - 1)).end(issuer.list())
    })
    const verifier = verifierFor()
    await verifier.verify(issuer.token())
    issuer.pass(1)
    issuer.answer('list')
    issuer.end(9)
    await expectCode(verifier, issuer.token(), 'revoked')
  })
})

describe('a status list', () => {
  test('is fetched again when it expires before its ttl is over', async () => {
    const exp = NOW.getTime() / 1000 + 4
    issuer.answer('list', (response) => response.end(issuer.list({ claims: { exp } })))
    const verifier = verifierFor({ clockToleranceSeconds: 0 })
    await verifier.verify(issuer.token())
    issuer.answer('list')
    issuer.end(9)
    issuer.pass(4)
    await expectCode(verifier, issuer.token(), 'revoked')
  })
})

describe('a burned key', () => {
  test('is refused when the key set is as old as its max-age', async () => {
    const verifier = verifierFor()
    const other = await forgingKey('ES256', 'other')
    issuer.publish(issuer.key, other)
    await verifier.verify(issuer.token({ key: other }))
    issuer.publish(issuer.key)
    issuer.pass(KEYS_MAX_AGE)
    await expectCode(verifier, issuer.token({ key: other }), 'unknown-key')
  })
})

describe('a verifier during an outage of the issuer', () => {
  test('accepts tokens while the list is fresh, and is unavailable afterwards', async () => {
    const verifier = verifierFor()
    await verifier.verify(issuer.token())
    failing('list')
    issuer.pass(LIST_TTL - 0.001)
    await verifier.verify(issuer.token())
    issuer.pass(0.001)
    await expectUnavailable(verifier, issuer.token())
  })

  test('uses a stale list for maxStaleSeconds, and no longer', async () => {
    const verifier = verifierFor({ maxStaleSeconds: 30 })
    await verifier.verify(issuer.token())
    failing('list')
    issuer.pass(LIST_TTL + 30 - 0.001)
    await verifier.verify(issuer.token())
    issuer.pass(0.001)
    await expectUnavailable(verifier, issuer.token())
  })

  test('uses stale keys for maxStaleSeconds, and no longer', async () => {
    const verifier = verifierFor({ maxStaleSeconds: 30 })
    await verifier.verify(issuer.token())
    failing('keys')
    issuer.pass(KEYS_MAX_AGE + 30 - 0.001)
    await verifier.verify(issuer.token())
    issuer.pass(0.001)
    await expectUnavailable(verifier, issuer.token())
  })

  test('is unavailable for an unknown key, and still accepts known ones', async () => {
    const verifier = verifierFor({ maxStaleSeconds: 30 })
    await verifier.verify(issuer.token())
    failing('keys')
    issuer.pass(COOLDOWN)
    await expectUnavailable(verifier, issuer.token({ header: { kid: 'new' } }))
    await verifier.verify(issuer.token())
  })

  test('asks the issuer at most once a second', async () => {
    const verifier = verifierFor()
    await verifier.verify(issuer.token())
    failing('list')
    issuer.pass(LIST_TTL)
    const before = issuer.asked.lists
    for (let i = 0; i < 20; i += 1) {
      await expectUnavailable(verifier, issuer.token())
      issuer.pass(0.25)
    }
    expect(issuer.asked.lists - before).toBe(5)
  })

  test('waits at most once when it may use a stale list', async () => {
    // Waiting for an answer would take longer than this test may.
    const verifier = verifierFor({ maxStaleSeconds: 600, timeoutSeconds: 600 })
    await verifier.verify(issuer.token())
    failing('list')
    issuer.pass(LIST_TTL)
    await verifier.verify(issuer.token())
    issuer.answer('list', () => undefined)
    issuer.pass(5)
    const before = issuer.asked.lists
    for (let i = 0; i < 20; i += 1) await verifier.verify(issuer.token())
    await expect.poll(() => issuer.asked.lists - before).toBe(1)
  })

  test('recovers as soon as the issuer does', async () => {
    const verifier = verifierFor()
    failing('keys')
    await expectUnavailable(verifier, issuer.token())
    issuer.answer('keys')
    issuer.pass(1)
    await verifier.verify(issuer.token())
  })
})

function verifierFor(options: Partial<VerifierOptions> = {}): Verifier {
  const { origin, now } = issuer
  return createVerifier({ issuer: origin, audience: 'orders', now, ...options })
}

function failing(what: 'keys' | 'list'): void {
  issuer.answer(what, (response) => void response.writeHead(500).end())
}

async function expectCode(verifier: Verifier, token: string, code: string): Promise<void> {
  await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'TokenRefused', code })
}

async function expectUnavailable(verifier: Verifier, token: string): Promise<void> {
  await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'VerifierUnavailable' })
}

/** Waits until background requests are finished. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 2)
  })
}

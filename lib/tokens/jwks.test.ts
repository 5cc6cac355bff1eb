import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { accessToken, forgingKey, NOW, RULES, type ForgingKey } from '@/tests/support/tokens'
import { verifyAccessToken } from './access'
import { importPublicJwk, remoteKeys } from './jwks'

const first = await forgingKey('ES256', 'key-1')
const second = await forgingKey('EdDSA', 'key-2')
const ALWAYS = Infinity
const NEVER = 0

describe('importPublicJwk', () => {
  test.each([
    null,
    undefined,
    1,
    'x',
    [],
    {},
    published(first, { kid: undefined }),
    published(first, { kid: '' }),
    published(first, { kid: 1 }),
    published(first, { alg: undefined }),
    published(first, { alg: 'none' }),
    published(first, { alg: 'ES384' }),
    published(first, { alg: 'constructor' }),
    published(first, { kty: undefined }),
    { kty: 'oct', kid: 'key-1', alg: 'HS256', k: 'AAAA' },
    { kty: 'oct', kid: 'key-1', alg: 'ES256', k: 'AAAA' },
  ])('finds no key in %o', async (jwk) => expect(await importPublicJwk(jwk)).toBeNull())

  test('drops the private half of a key that was published by mistake', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'x', alg: 'ES256' }
    expect((await importPublicJwk(jwk))?.key).toMatchObject({ type: 'public' })
  })

  test('reads the public half of each published algorithm, and verifies with it', async () => {
    for (const name of ['ES256', 'EdDSA', 'RS256'] as const) {
      const own = await forgingKey(name, `of-${name}`)
      const key = await importPublicJwk(published(own))
      expect(key).toMatchObject({ id: own.id, algorithm: name })
      const result = await verifyAccessToken(accessToken(own), async () => key, RULES, NOW)
      expect(result.ok).toBe(true)
    }
  })
})

describe('remoteKeys', () => {
  test('finds no key while the key set cannot be loaded or read', async () => {
    const failures = [
      async () => Promise.reject(new Error('503')),
      async () => Promise.reject(new TypeError('fetch failed')),
      async () => undefined,
      async () => null,
      async () => 'not JSON',
      async () => ({}),
      async () => ({ keys: {} }),
      async () => ({ keys: null }),
      async () => ({ keys: Array<unknown>(101).fill(published(first)) }),
    ]
    for (const load of failures) {
      const find = remoteKeys({ load, freshMs: ALWAYS, cooldownMs: NEVER })
      expect(await find('key-1')).toBeNull()
    }
  })

  test('finds no key under a name that every object has', async () => {
    const find = remoteKeys({ load: source().load, freshMs: ALWAYS, cooldownMs: NEVER })
    for (const id of ['__proto__', 'constructor', 'toString', '', 'KEY-1']) {
      expect(await find(id)).toBeNull()
    }
  })

  test('loads the key set at first use, and not again while it is fresh', async () => {
    const keys = source()
    const find = remoteKeys({ load: keys.load, freshMs: ALWAYS, cooldownMs: NEVER })
    expect(keys.loads).toBe(0)
    for (let i = 0; i < 20; i += 1) expect(await find('key-1')).toMatchObject({ id: 'key-1' })
    expect(await find('key-2')).toMatchObject({ id: 'key-2', algorithm: 'EdDSA' })
    expect(keys.loads).toBe(1)
  })

  test('loads again for an unknown key, but not within the cool-down', async () => {
    const keys = source([first])
    const find = remoteKeys({ load: keys.load, freshMs: ALWAYS, cooldownMs: 200 })
    expect(await find('key-1')).not.toBeNull()
    keys.published = [first, second]
    for (let i = 0; i < 100; i += 1) expect(await find(`made-up-${i}`)).toBeNull()
    expect(await find('key-2')).toBeNull()
    expect(keys.loads).toBe(1)
    // Known keys keep serving during the cool-down.
    expect(await find('key-1')).not.toBeNull()

    await sleep(220)
    expect(await find('key-2')).toMatchObject({ id: 'key-2' })
    expect(keys.loads).toBe(2)
  })

  test('loads a failing key set only once per cool-down', async () => {
    const keys = source()
    keys.isDown = true
    const find = remoteKeys({ load: keys.load, freshMs: ALWAYS, cooldownMs: 200 })
    for (let i = 0; i < 20; i += 1) expect(await find('key-1')).toBeNull()
    expect(keys.loads).toBe(1)

    keys.isDown = false
    expect(await find('key-1')).toBeNull()
    await sleep(220)
    expect(await find('key-1')).not.toBeNull()
  })

  test('forgets a key removed from the set when the set is no longer fresh', async () => {
    const keys = source()
    const find = remoteKeys({ load: keys.load, freshMs: 100, cooldownMs: NEVER })
    expect(await find('key-2')).not.toBeNull()
    keys.published = [first]
    expect(await find('key-2')).not.toBeNull()
    expect(keys.loads).toBe(1)

    await sleep(120)
    expect(await find('key-2')).toBeNull()
    expect(await find('key-1')).not.toBeNull()
  })

  test('keeps its keys while the key set cannot be loaded', async () => {
    const keys = source()
    const find = remoteKeys({ load: keys.load, freshMs: NEVER, cooldownMs: NEVER })
    expect(await find('key-1')).not.toBeNull()
    keys.isDown = true
    expect(await find('key-1')).not.toBeNull()
    expect(keys.loads).toBe(2)
    expect(await find('made-up')).toBeNull()
  })

  test('loads once for many queries at once, and answers each of them', async () => {
    const keys = source()
    const find = remoteKeys({ load: keys.load, freshMs: ALWAYS, cooldownMs: NEVER })
    const asked = Array.from({ length: 50 }, (_, i) => find(i % 2 === 0 ? 'key-1' : 'key-2'))
    const found = await Promise.all([...asked, find('made-up')])
    expect(keys.loads).toBe(1)
    expect(found.map((key) => key?.id ?? null)).toEqual([
      ...Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 'key-1' : 'key-2')),
      null,
    ])
  })

  test('keeps the valid keys of a set with one invalid key', async () => {
    const key = await forgingKey('ES256', 'good')
    const good = { ...key.publicKey?.export({ format: 'jwk' }), kid: 'good', alg: 'ES256' }
    for (const bad of [{ kty: 'EC' }, { kty: 'EC', crv: 'P-999' }, { kty: 'RSA', n: '!' }]) {
      const keys = [{ ...bad, kid: 'bad', alg: 'ES256' }, good]
      const find = remoteKeys({ load: async () => ({ keys }), freshMs: 1e9, cooldownMs: 0 })
      expect(await find('good')).toMatchObject({ id: 'good' })
      expect(await find('bad')).toBeNull()
    }
  })

  test('skips entries that are not keys of ours', async () => {
    const load = async () => ({
      keys: [null, 1, { kty: 'oct', kid: 'key-9', alg: 'HS256', k: 'AAAA' }, published(first)],
      more: 'members',
    })
    const find = remoteKeys({ load, freshMs: ALWAYS, cooldownMs: NEVER })
    expect(await find('key-9')).toBeNull()
    expect(await find('key-1')).not.toBeNull()
  })
})

function published(key: ForgingKey, changes: Record<string, unknown> = {}): unknown {
  const jwk = key.publicKey?.export({ format: 'jwk' })
  return { ...jwk, kid: key.id, alg: key.algorithm, use: 'sig', ...changes }
}

/** A key set that counts its loads, and can be down. */
function source(keys: ForgingKey[] = [first, second]) {
  const state = {
    published: keys,
    isDown: false,
    loads: 0,
    async load(): Promise<unknown> {
      state.loads += 1
      await sleep(5)
      if (state.isDown) throw new Error('The key set answered 503')
      return { keys: state.published.map((key) => published(key)) }
    },
  }
  return state
}

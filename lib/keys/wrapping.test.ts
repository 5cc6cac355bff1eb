import { CompactEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { deriveKey, deriveKeyId } from '@/lib/tokens/derive'
import { restartWith, SECRET, useSettings } from '@/tests/support/database'
import { newSecret } from '@/tests/support/settings'
import { encode } from '@/tests/support/tokens'
import { isWrappedByFirst, unwrap, wrap } from './wrapping'

const PLAIN = Uint8Array.from({ length: 32 }, (_, i) => i)

useSettings()

describe('unwrap', () => {
  test('is null for a key that another secret wrapped', async () => {
    const wrapped = await wrap(PLAIN)
    await restartWith({ AUTH_SECRET: newSecret() })
    expect(await unwrap(wrapped)).toBeNull()
  })

  test('is null when any of the parts was changed', async () => {
    const parts = (await wrap(PLAIN)).split('.')
    for (const [index, part] of parts.entries()) {
      const letters = [...part]
      // The part for the encrypted key is empty under `dir`.
      const places = part ? [0, Math.floor(letters.length / 2), letters.length - 2] : []
      for (const at of places) {
        const changed = letters.with(at, letters[at] === 'A' ? 'B' : 'A').join('')
        expect(await unwrap(parts.with(index, changed).join('.')), `${index} ${at}`).toBeNull()
      }
      expect(await unwrap(parts.with(index, `${part}AAAA`).join('.'))).toBeNull()
      expect(await unwrap(parts.toSpliced(index, 1).join('.'))).toBeNull()
    }
  })

  test('is null for text that is not wrapped', async () => {
    const kid = await deriveKeyId(SECRET, 'wrapping key id')
    const header = encode({ alg: 'dir', enc: 'A256GCM', kid })
    for (const text of ['', 'x', '....', 'a.b.c.d.e', '{}', `${header}....`, `${header}..A.A.A`]) {
      expect(await unwrap(text), text).toBeNull()
    }
  })

  test('is null under the right key id and a wrong key', async () => {
    const kid = await deriveKeyId(SECRET, 'wrapping key id')
    const forged = await new CompactEncrypt(PLAIN)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .encrypt(new Uint8Array(32))
    expect(await unwrap(forged)).toBeNull()
  })

  test('is null for another algorithm under the right key', async () => {
    const kid = await deriveKeyId(SECRET, 'wrapping key id')
    const key = await deriveKey(SECRET, 'wrapping key')
    const others = [
      { alg: 'A256KW', enc: 'A256GCM' },
      { alg: 'A256GCMKW', enc: 'A256GCM' },
      { alg: 'dir', enc: 'A128CBC-HS256' },
    ]
    for (const header of others) {
      const other = await new CompactEncrypt(PLAIN)
        .setProtectedHeader({ ...header, kid })
        .encrypt(key)
      expect(await unwrap(other), JSON.stringify(header)).toBeNull()
    }
  })

  test('is null without a key id, even when there is only one key', async () => {
    const key = await deriveKey(SECRET, 'wrapping key')
    const nameless = await new CompactEncrypt(PLAIN)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key)
    expect(await unwrap(nameless)).toBeNull()
  })

  test('opens keys of every secret in the list, and of no retired one', async () => {
    const fresh = newSecret()
    const old = await wrap(PLAIN)
    await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
    const renewed = await wrap(PLAIN)
    expect(await unwrap(old)).toEqual(PLAIN)
    expect(await unwrap(renewed)).toEqual(PLAIN)
    await restartWith({ AUTH_SECRET: fresh })
    expect(await unwrap(old)).toBeNull()
    expect(await unwrap(renewed)).toEqual(PLAIN)
  })
})

describe('wrap', () => {
  test('gives a JWE that reveals neither key nor secret, and differs each time', async () => {
    const wrapped = [await wrap(PLAIN), await wrap(PLAIN)]
    expect(new Set(wrapped).size).toBe(2)
    for (const text of wrapped) {
      const [header = ''] = text.split('.')
      expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
        alg: 'dir',
        enc: 'A256GCM',
        kid: await deriveKeyId(SECRET, 'wrapping key id'),
      })
      expect(text).not.toContain(Buffer.from(PLAIN).toString('base64url'))
      expect(text).not.toContain(SECRET)
    }
  })

  test('wraps data of any length, even none', async () => {
    for (const plain of [new Uint8Array(), new Uint8Array(10_000).fill(1)]) {
      expect(await unwrap(await wrap(plain))).toEqual(plain)
    }
  })
})

describe('isWrappedByFirst', () => {
  test('tells whether a key must be wrapped again', async () => {
    const old = await wrap(PLAIN)
    expect(await isWrappedByFirst(old)).toBe(true)
    await restartWith({ AUTH_SECRET: `${newSecret()},${SECRET}` })
    expect(await isWrappedByFirst(old)).toBe(false)
    expect(await isWrappedByFirst(await wrap(PLAIN))).toBe(true)
    expect(await isWrappedByFirst('rubbish')).toBe(false)
  })
})

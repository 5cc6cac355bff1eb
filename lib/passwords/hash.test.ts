import bcrypt from 'bcryptjs'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { insertDataKey } from '@/db/queries/data-keys'
import { storePassword } from '@/db/queries/users'
import { forgetSettings } from '@/lib/base/env'
import { wrap } from '@/lib/keys/wrapping'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { roundsOf, watchHashing } from '@/tests/support/hashing'
import { givenUser, NOW } from '@/tests/support/people'
import { checkPassword, hashPassword } from './hash'

const PASSWORD = 'correct horse battery staple'

useFreshDatabase()

describe('checkPassword', () => {
  test('tells passwords apart beyond the 72 bytes that bcrypt reads', async () => {
    const stored = await hashPassword(`${'a'.repeat(72)}X`)
    for (const other of [`${'a'.repeat(72)}Y`, 'a'.repeat(72), `${'a'.repeat(72)}XX`]) {
      expect(await checkPassword(other, stored)).toBe('wrong')
    }
    expect(await checkPassword(`${'a'.repeat(72)}X`, stored)).toBe('right')
  })

  test('compares even the longest password to its last character', async () => {
    const emoji = '🔑'.repeat(255)
    const stored = await hashPassword(`${emoji}🔑`)
    expect(await checkPassword(`${emoji}🔒`, stored)).toBe('wrong')
    expect(await checkPassword(`${emoji}🔑`, stored)).toBe('right')
  })

  test('does not end a password at a zero byte', async () => {
    const stored = await hashPassword('abc\0defghijkl')
    for (const other of ['abc', 'abc\0', 'abc\0xyzghijkl', 'abcdefghijkl']) {
      expect(await checkPassword(other, stored), JSON.stringify(other)).toBe('wrong')
    }
    expect(await checkPassword('abc\0defghijkl', stored)).toBe('right')
  })

  test('trims nothing and folds no case', async () => {
    const stored = await hashPassword(' Spaces and Case ')
    for (const other of ['Spaces and Case', ' Spaces and Case', ' spaces and case ', '']) {
      expect(await checkPassword(other, stored)).toBe('wrong')
    }
    expect(await checkPassword(' Spaces and Case ', stored)).toBe('right')
  })

  test('accepts composed and decomposed letters as one password, and keeps look-alikes apart', async () => {
    const composed = 'Crème brûlée №1'.normalize('NFC')
    const apart = composed.normalize('NFD')
    expect(apart).not.toBe(composed)
    expect(await checkPassword(apart, await hashPassword(composed))).toBe('right')
    expect(await checkPassword(composed, await hashPassword(apart))).toBe('right')
    const ligature = await hashPassword('\ufb01nal password')
    expect(await checkPassword('final password', ligature)).toBe('wrong')
  })

  test('is wrong for an unknown user, whatever the password', async () => {
    for (const password of [PASSWORD, '', 'gatehouse']) {
      expect(await checkPassword(password, null)).toBe('wrong')
    }
  })

  test('gives bcrypt the same kind of work for an unknown user', async () => {
    await restartWith({ BCRYPT_COST: '10' })
    const stored = await hashPassword(PASSWORD)
    const tasks = await watchHashing()
    await checkPassword(PASSWORD, stored)
    await checkPassword(PASSWORD, null)
    const [real, standIn] = tasks

    expect(tasks.map((task) => task.name)).toEqual(['compare', 'compare'])
    // bcrypt reads all of it: fewer than 72 bytes, and no zero byte.
    expect(real?.secret).toMatch(/^[A-Za-z0-9+/]{64}$/)
    expect(standIn?.secret).toBe(real?.secret)
    expect(standIn?.hash).toMatch(/^\$2b\$10\$[./A-Za-z0-9]{53}$/)
    expect(bcrypt.getRounds(standIn?.hash ?? '')).toBe(bcrypt.getRounds(real?.hash ?? ''))
    // A salt that bcrypt would refuse costs no work at all.
    const salt = bcrypt.getSalt(standIn?.hash ?? '')
    expect(bcrypt.hashSync('x', salt).slice(0, 29)).toBe(salt)
  })

  test('takes about as much CPU time for an unknown user', async () => {
    await restartWith({ BCRYPT_COST: '10' })
    const stored = await hashPassword(PASSWORD)
    await checkPassword('warm', null)
    const known = await cpuOf(() => checkPassword('wrong', stored))
    const unknown = await cpuOf(() => checkPassword('wrong', null))
    expect(unknown).toBeGreaterThan(known / 3)
    expect(unknown).toBeLessThan(known * 3)
  })

  test.each([
    ['cheaper than the current cost', ['04', '05'], 6],
    ['dearer than the current cost', ['04', '08', '07'], 8],
    ['dearer than any setting allows', ['04', '31'], 6],
    ['of an unknown form', ['xx', '$ '], 6],
  ])('takes the same work for every user if some hashes are %s', async (_name, costs, dearest) => {
    forgetSettings({ bcryptCost: 6 })
    const made = await hashPassword(PASSWORD)
    const withCost = (cost: string) => made.replace('$06$', `$${cost}$`)
    await Promise.all(costs.map((cost) => givenHash(withCost(cost))))
    const tasks = await watchHashing()
    await checkPassword(PASSWORD, made)
    for (const hash of [made, withCost('04'), null]) await checkPassword('wrong', hash)
    expect(tasks).toHaveLength(4)
    for (const task of tasks) expect(await roundsOf(task)).toBe(2 ** dearest)
  })

  test('throws for a stored hash of an unknown form', async () => {
    const stored = await hashPassword(PASSWORD)
    const [, , hash = ''] = /^v1\$(\d+)\$(.+)$/.exec(stored) ?? []
    const odd = ['', 'x', hash, stored.replace('v1', 'v2'), `${stored}x`, stored.slice(0, -1)]
    for (const value of [...odd, ` ${stored}`, `${stored}\n`, stored.replace('$2b$', '$1$')]) {
      await expect(checkPassword(PASSWORD, value), value).rejects.toThrow('unknown form')
    }
  })

  test('is unavailable when the pepper of a hash is missing, or is a key of another kind', async () => {
    const stored = await hashPassword(PASSWORD)
    for (const id of ['999', '0', '1', '3']) {
      const other = stored.replace(/^v1\$\d+/, `v1$${id}`)
      await expect(checkPassword(PASSWORD, other), id).rejects.toThrow(Unavailable)
    }
  })

  test('is right-but-outdated for a hash of another cost', async () => {
    await restartWith({ BCRYPT_COST: '10' })
    const stored = await hashPassword(PASSWORD)
    await restartWith({ BCRYPT_COST: '11' })
    expect(await checkPassword(PASSWORD, stored)).toBe('right-but-outdated')
    expect(await checkPassword('wrong', stored)).toBe('wrong')

    const stronger = await hashPassword(PASSWORD)
    expect(await checkPassword(PASSWORD, stronger)).toBe('right')
    await restartWith({ BCRYPT_COST: '10' })
    expect(await checkPassword(PASSWORD, stronger)).toBe('right-but-outdated')
  })

  test('is right-but-outdated for a hash of an older pepper', async () => {
    const stored = await hashPassword(PASSWORD)
    await givenNewPepper()
    expect(await checkPassword(PASSWORD, stored)).toBe('right-but-outdated')
    const renewed = await hashPassword(PASSWORD)
    expect(renewed.split('$')[1]).not.toBe(stored.split('$')[1])
    expect(await checkPassword(PASSWORD, renewed)).toBe('right')
    // The same hash under the other pepper matches no password.
    const swapped = stored.replace(/^v1\$\d+/, `v1$${renewed.split('$')[1]}`)
    expect(await checkPassword(PASSWORD, swapped)).toBe('wrong')
  })
})

describe('hashPassword', () => {
  test('stores version, pepper, cost and salt, and differs each time', async () => {
    await restartWith({ BCRYPT_COST: '10' })
    const hashes = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)]
    expect(new Set(hashes).size).toBe(2)
    for (const stored of hashes) {
      expect(stored).toMatch(/^v\d+\$\d+\$\$2[aby]\$(1\d)\$.{53}$/)
      expect(stored).toContain('$10$')
      expect(await checkPassword(PASSWORD, stored)).toBe('right')
    }
  })

  test('gives a hash that is worthless without the pepper', async () => {
    const stored = await hashPassword(PASSWORD)
    const hash = stored.replace(/^v1\$\d+\$/, '')
    for (const guess of [PASSWORD, Buffer.from(PASSWORD).toString('base64')]) {
      expect(await bcrypt.compare(guess, hash)).toBe(false)
    }
  })
})

async function givenHash(hash: string): Promise<void> {
  const userId = await givenUser(`${crypto.randomUUID()}@example.com`)
  await transaction({ locks: 'all' }, () => storePassword(userId, { hash, strength: null }, NOW))
}

async function givenNewPepper(): Promise<void> {
  const wrapped = await wrap(crypto.getRandomValues(new Uint8Array(32)))
  await transaction({ locks: 'all' }, () =>
    insertDataKey({ purpose: 'pepper', wrapped, createdAt: new Date() }),
  )
}

/** Microseconds on all threads of this process, for five rounds of `work`. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < 5; i += 1) await work()
  return process.cpuUsage(before).user
}

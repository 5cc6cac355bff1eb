import { describe, expect, test } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { findActiveSigningKey } from '@/db/queries/signing-keys'
import { dataKey, newestDataKey } from '@/lib/keys/data-keys'
import { signingKey } from '@/lib/keys/signing-keys'
import { isWrappedByFirst } from '@/lib/keys/wrapping'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { givenUser } from '@/tests/support/people'
import { newSecret } from '@/tests/support/settings'
import { literal, otherProgram } from '@/tests/support/other-program'
import { prepareInstallation, StartError } from './prepare'

const FOREIGN =
  'AUTH_SECRET does not belong to this database: start with the secret it was made with, ' +
  'or name another database in DATABASE_URL.'
const DAMAGED = 'A key in the database is damaged: restore the database from a backup.'

useFreshDatabase()

const PURPOSES = ['check', 'pepper', 'refresh', 'mail', 'apps', 'factors']

describe('prepareInstallation', () => {
  test('refuses the secret of another installation, and changes nothing', async () => {
    const before = await everything()
    for (const secret of [newSecret(), `${newSecret()},${newSecret()}`, SECRET.toLowerCase()]) {
      await restartWith({ AUTH_SECRET: secret })
      await expect(prepareInstallation()).rejects.toThrow(new StartError(FOREIGN))
    }
    expect(await everything()).toEqual(before)
    await restartWith({ AUTH_SECRET: SECRET })
    await prepareInstallation()
  })

  test.each([
    ['everything but its users', 'DELETE FROM data_keys; DELETE FROM signing_keys'],
    ['its installation row and a key', "DELETE FROM data_keys WHERE purpose = 'pepper'"],
    ['its installation row alone', ''],
  ])('creates no new keys in a database that has lost %s', async (_name, loss) => {
    await givenUser()
    await otherProgram(`DELETE FROM installation; ${loss}`)
    const before = await everything()
    await restartWith({})
    await expect(prepareInstallation()).rejects.toThrow(StartError)
    expect(await everything()).toEqual(before)
  })

  test('refuses the secret of another installation under HS256 too', async () => {
    await restartWith({ AUTH_SECRET: newSecret(), TOKEN_ALGORITHM: 'HS256' })
    await expect(prepareInstallation()).rejects.toThrow(FOREIGN)
  })

  test.each(['check', 'pepper', 'refresh'])(
    'refuses a database whose %s key is lost',
    async (purpose) => {
      await restartWith({})
      await otherProgram(`DELETE FROM data_keys WHERE purpose = ${literal(purpose)}`)
      const before = await everything()
      await expect(prepareInstallation()).rejects.toThrow(
        new StartError(`The ${purpose} key is missing: restore the database from a backup.`),
      )
      expect(await everything()).toEqual(before)
    },
  )

  test('reports a damaged key as damaged, and does not blame the secret', async () => {
    await restartWith({})
    for (const table of ['data_keys', 'signing_keys']) {
      const [row] = await otherProgram(`SELECT id, wrapped FROM ${table} LIMIT 1`)
      const intact = row as unknown as Wrapped
      for (const wrapped of ['', 'rubbish', `${intact.wrapped.slice(0, -4)}AAAA`]) {
        await setWrapped(table, { ...intact, wrapped })
        await expect(prepareInstallation(), `${table}: ${wrapped}`).rejects.toThrow(DAMAGED)
      }
      await setWrapped(table, intact)
    }
    await prepareInstallation()
  })

  test.each(['mail', 'apps', 'factors'])(
    'gives a database of a version without %s its key',
    async (later) => {
      const before = await secretOf(3)
      await otherProgram(`DELETE FROM data_keys WHERE purpose = ${literal(later)}`)
      await prepareInstallation()
      const purposes = (await dataKeyRows()).map((row) => row.purpose)
      expect(purposes.sort()).toEqual([...PURPOSES].sort())
      expect(await secretOf(3)).toBe(before)
    },
  )

  test('creates a key for each purpose, an active and a next signing key, and the epoch', async () => {
    expect((await dataKeyRows()).map(({ id, purpose }) => ({ id, purpose }))).toEqual([
      { id: 1, purpose: 'check' },
      { id: 2, purpose: 'pepper' },
      { id: 3, purpose: 'refresh' },
      { id: 4, purpose: 'mail' },
      { id: 5, purpose: 'apps' },
      { id: 6, purpose: 'factors' },
    ])
    expect(await ringStatus()).toEqual(['ES256 active', 'ES256 next'])
    expect(await installationRows()).toMatchObject([{ id: 1, epoch: 0 }])
    const secrets = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => secretOf(id)))
    expect(new Set(secrets).size).toBe(6)
    for (const secret of secrets) expect(Buffer.from(secret, 'hex')).toHaveLength(32)
  })

  test('stores no key in the clear', async () => {
    const text = JSON.stringify(await everything())
    for (const id of [1, 2, 3]) {
      const bytes = Buffer.from(await secretOf(id), 'hex')
      for (const spelling of ['hex', 'base64', 'base64url'] as const) {
        expect(text).not.toContain(bytes.toString(spelling).replace(/=+$/, ''))
      }
    }
    expect(text).not.toContain('"d":')
    expect(text).not.toContain(SECRET)
  })

  test('changes nothing when it runs again', async () => {
    const before = await everything()
    await prepareInstallation()
    await closeDatabase()
    await prepareInstallation()
    expect(await everything()).toEqual(before)
  })

  test('keeps an epoch that was raised', async () => {
    await otherProgram('UPDATE installation SET epoch = 7')
    await prepareInstallation()
    expect(await installationRows()).toMatchObject([{ epoch: 7 }])
  })

  test('wraps keys again under the first of several secrets, so that the old one can be retired', async () => {
    const before = await secretOf(2)
    const signing = await signingKey()
    const fresh = newSecret()
    await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
    const old = await wrappings()
    await prepareInstallation()
    const renewed = await wrappings()
    expect(renewed).toHaveLength(8)
    for (const wrapped of renewed) {
      expect(old).not.toContain(wrapped)
      expect(await isWrappedByFirst(wrapped)).toBe(true)
    }

    await restartWith({ AUTH_SECRET: fresh })
    await prepareInstallation()
    expect(await wrappings()).toEqual(renewed)
    expect(await secretOf(2)).toBe(before)
    expect((await signingKey()).id).toBe(signing.id)

    await restartWith({ AUTH_SECRET: SECRET })
    await expect(prepareInstallation()).rejects.toThrow(FOREIGN)
  })

  test('wraps nothing again when the new secret is not the first', async () => {
    const before = await everything()
    await restartWith({ AUTH_SECRET: `${SECRET},${newSecret()}` })
    await prepareInstallation()
    expect(await everything()).toEqual(before)
  })

  test('follows TOKEN_ALGORITHM: a new key signs, and the old one still verifies', async () => {
    const before = await signingKey()
    await restartWith({ TOKEN_ALGORITHM: 'EdDSA' })
    await prepareInstallation()
    const ring = ['ES256 retiring', 'ES256 retiring', 'EdDSA active', 'EdDSA next']
    expect(await ringStatus()).toEqual(ring)
    const retired = (await signingKeyRows()).filter((row) => row.retired_at !== null)
    expect(retired.map((row) => row.id)).toContain(before.id)
    expect((await signingKey()).algorithm).toBe('EdDSA')
    expect(await findActiveSigningKey('ES256')).toBeNull()
    await prepareInstallation()
    expect(await ringStatus()).toEqual(ring)
  })

  test('creates no key for HS256, and leaves burned keys burned', async () => {
    await otherProgram("UPDATE signing_keys SET status = 'burned'")
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    await prepareInstallation()
    expect(await ringStatus()).toEqual(['ES256 burned', 'ES256 burned'])
    await restartWith({ TOKEN_ALGORITHM: 'ES256' })
    await prepareInstallation()
    const ring = ['ES256 active', 'ES256 burned', 'ES256 burned', 'ES256 next']
    expect(await ringStatus()).toEqual(ring)
  })

  test('changes no user when the secret changes', async () => {
    await givenUser()
    await restartWith({ AUTH_SECRET: `${newSecret()},${SECRET}` })
    await prepareInstallation()
    expect(await otherProgram('SELECT id FROM users')).toHaveLength(1)
    expect((await newestDataKey('refresh')).id).toBe(3)
  })
})

interface Wrapped {
  id: string | number
  wrapped: string
}

async function secretOf(id: number): Promise<string> {
  const purposes = ['check', 'pepper', 'refresh', 'mail', 'apps', 'factors'] as const
  const purpose = purposes[id - 1]
  const key = purpose && (await dataKey(purpose, id))
  return Buffer.from(key?.secret ?? '').toString('hex')
}

async function setWrapped(table: string, { id, wrapped }: Wrapped): Promise<void> {
  const [to, of] = [literal(wrapped), literal(String(id))]
  await otherProgram(`UPDATE ${table} SET wrapped = ${to} WHERE id = ${of}`)
}

function dataKeyRows() {
  return otherProgram('SELECT * FROM data_keys ORDER BY id')
}

function signingKeyRows() {
  return otherProgram('SELECT * FROM signing_keys ORDER BY created_at, id')
}

/** Algorithm and status of each key, sorted. */
async function ringStatus(): Promise<string[]> {
  return (await signingKeyRows())
    .map((row) => `${String(row.algorithm)} ${String(row.status)}`)
    .sort()
}

function installationRows() {
  return otherProgram('SELECT * FROM installation')
}

async function wrappings(): Promise<string[]> {
  return [...(await dataKeyRows()), ...(await signingKeyRows())].map((row) => String(row.wrapped))
}

function everything() {
  return Promise.all([dataKeyRows(), signingKeyRows(), installationRows()])
}

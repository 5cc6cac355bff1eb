import { decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { LIST_SIZE } from '@/db/queries/installation'
import { prepareInstallation } from '@/lib/installation/prepare'
import { burnKey } from '@/lib/keys/burn'
import { rotateKeys } from '@/lib/keys/rotate'
import { signingKey } from '@/lib/keys/signing-keys'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionsOfEveryone } from '@/lib/sessions/end/everyone'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { beginOutage } from '@/tests/support/outage'
import { at, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import { changeInstallation, changeSigningKeys } from '@/tests/support/rows'
import { isToldEnded, placeIn, readList } from '@/tests/support/status-lists'
import { bitsOf } from './bits'
import { StatusListCache } from './cache'
import { statusList } from './list'

useFreshDatabase()

const ADDRESS = 'http://localhost:3000/api/v1/status-lists'

describe('statusList', () => {
  test('is signed by the active key, for the URL that tokens name', async () => {
    const { tokens } = await givenSession()
    const { header, claims, invalid } = await readList(await listed(1), at(1))
    expect(header).toEqual({
      typ: 'statuslist+jwt',
      alg: 'ES256',
      kid: (await signingKey()).id,
    })
    expect(placeIn(tokens.access)).toEqual({ idx: 0, uri: claims.sub })
    expect(claims).toMatchObject({ sub: `${ADDRESS}/0`, ttl: 15 })
    expect(claims.exp - claims.iat).toBe(120)
    expect(invalid).toEqual([])
  })

  test('exists from the first index that is given out, and not before', async () => {
    expect(await statusList('0', NOW)).toBeNull()
    await givenSession()
    expect(await statusList('0', NOW)).not.toBeNull()
    expect(await statusList('1', NOW)).toBeNull()
  })

  test.each([
    ...['', 'x', '00', '01', '-0', '-1', '+0', '0.0', '1e0', '0x0', ' 0', '0 ', '0\n', '٠'],
    ...['99999999999', '1'.repeat(400), '../0', '__proto__'],
  ])('is null for the invalid name %j', async (number) => {
    await givenSession()
    expect(await statusList(number, at(1))).toBeNull()
  })

  test('continues in the next list when one is full, which exists at once', async () => {
    await changeInstallation({ nextStatusIndex: LIST_SIZE - 1 })
    const last = await givenSession()
    expect(await statusList('1', at(1))).toBeNull()
    const first = await givenSession({ userId: await givenUser('bob@example.com') })
    expect(placeIn(last.tokens.access)).toEqual({ idx: LIST_SIZE - 1, uri: `${ADDRESS}/0` })
    expect(placeIn(first.tokens.access)).toEqual({ idx: 0, uri: `${ADDRESS}/1` })
    await endOwnSessions(last.tokens, 'this', LAPTOP, at(1))
    expect(await isToldEnded(last.tokens.access, at(1))).toBe(true)
    expect(await isToldEnded(first.tokens.access, at(1))).toBe(false)
    await endOwnSessions(first.tokens, 'this', LAPTOP, at(2))
    expect((await readList(await listed(2, '1'), at(2))).invalid).toEqual([0])
    expect((await readList(await listed(2, '0'), at(2))).invalid).toEqual([LIST_SIZE - 1])
  })

  test('shows all sessions from before a restored backup as ended', async () => {
    const { tokens } = await givenSession()
    expect(await isToldEnded(tokens.access, at(1))).toBe(false)
    await endSessionsOfEveryone(at(1))
    expect((await readList(await listed(1), at(1))).invalid).toHaveLength(LIST_SIZE)
    expect(await statusList(String(at(1).getTime() / 1000), at(1))).toBeNull()
    expect(await statusList(String(at(1).getTime() / 1000 + 1), at(1))).toBeNull()
  })

  test('is null under HS256, which no other service could verify', async () => {
    const { tokens } = await givenSession()
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    await prepareInstallation()
    expect(placeIn(tokens.access).uri).toBe(`${ADDRESS}/0`)
    expect(await statusList('0', at(1))).toBeNull()
  })
})

describe('the bytes of a status list', () => {
  test('are the same for 50 requests at once', async () => {
    await givenSession()
    const all = await Promise.all(Array.from({ length: 50 }, () => listed(1)))
    expect(new Set(all).size).toBe(1)
  })

  test('are the same for a minute while nothing changes', async () => {
    await givenSession()
    const first = await listed(10)
    await givenSession({ userId: await givenUser('bob@example.com') })
    for (const second of [10.5, 11, 40, 69]) expect(await listed(second)).toBe(first)
    const next = await listed(70)
    expect(next).not.toBe(first)
    expect((await readList(next, at(70))).claims.iat).toBe(at(70).getTime() / 1000)
  })

  test('change a second after an ending', async () => {
    const { tokens } = await givenSession()
    const before = await listed(10)
    await endOwnSessions(tokens, 'this', LAPTOP, at(10.1))
    expect(await listed(10.999)).toBe(before)
    const after = await listed(11)
    expect((await readList(after, at(11))).invalid).toEqual([0])
    expect(await listed(12)).toBe(after)
  })

  test('change when the clock was set back, so that no list is from the future', async () => {
    await givenSession()
    await listed(1000)
    expect((await readList(await listed(10), at(10))).claims.iat).toBe(at(10).getTime() / 1000)
  })

  test('change with the signing key, whether it is rotated or burned', async () => {
    await changeSigningKeys({ createdAt: NOW })
    await givenSession()
    const first = await listed(400)
    await rotateKeys(COMMAND_LINE, LAPTOP, at(400))
    const rotated = await listed(401)
    expect(keyOf(rotated)).not.toBe(keyOf(first))
    expect(keyOf(rotated)).toBe((await signingKey()).id)
    await readList(first, at(401))
    await burnKey(COMMAND_LINE, keyOf(rotated), LAPTOP, at(401))
    const burned = await listed(402)
    expect(keyOf(burned)).toBe((await signingKey()).id)
    await readList(burned, at(402))
    await expect(readList(rotated, at(402))).rejects.toThrow()
  })
})

test('a request for a status list is unavailable in an outage, and succeeds after it', async () => {
  const { tokens } = await givenSession()
  await listed(1)
  const outage = await beginOutage()
  await expect(statusList('0', at(3))).rejects.toThrow(Unavailable)
  await outage.end('SELECT 1')
  await endOwnSessions(tokens, 'this', LAPTOP, at(3))
  expect(await isToldEnded(tokens.access, at(3))).toBe(true)
})

test('a status list cache keeps the lists that were requested last', async () => {
  const cache = new StatusListCache(2, () => bitsOf([]))
  const snapshot = { at: NOW, ended: new Map(), key: await signingKey() }
  const get = (list: number) => cache.get(list, snapshot)
  const [first, second] = [await get(1), await get(2)]
  expect(await get(1)).toBe(first)
  await get(3)
  expect(await get(1)).toBe(first)
  expect(await get(2)).not.toBe(second)
})

async function listed(second: number, number = '0'): Promise<string> {
  const list = await statusList(number, at(second))
  if (list === null) throw new Error(`There is no list ${number}`)
  return list
}

function keyOf(list: string): string {
  return decodeProtectedHeader(list).kid ?? ''
}

import { mkdirSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { closeDatabase, transaction } from '@/db/connection'
import { env } from '@/lib/base/env'
import { Unavailable } from '@/lib/base/unavailable'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { at, givenSession, LAPTOP, type GivenSession } from '@/tests/support/people'
import { authenticate } from './authenticate'
import { endCopiedSession } from './end/one'
import { endOwnOtherSession, endOwnSessions, type EndScope } from './end/own'
import { refreshSession } from './refresh'

useFreshDatabase()

const SCOPES: EndScope[] = ['this', 'others', 'everywhere']

describe('on a full disk with only the reserve for endings', () => {
  test.each(SCOPES)('sessions can still be ended (%s)', async (scope) => {
    const { given, other } = await givenTwo()
    expect(await endOwnSessions(given.tokens, scope, LAPTOP, at(1))).toBe(true)
    expect(await isAuthenticated(scope === 'this' ? given : other, 1)).toBe(false)
  })

  test('another session and a copied session can still be ended', async () => {
    const { given, other } = await givenTwo()
    const asking = await authenticate(given.tokens.access, 'web', at(1))
    if (!asking.ok) throw new Error(asking.reason)
    expect(await endOwnOtherSession(asking.actor, other.session.id, LAPTOP, at(1))).toEqual({
      ok: true,
    })
    await transaction({ locks: 'all' }, () => endCopiedSession(given.session, 0, LAPTOP, at(2)))
    expect(await isAuthenticated(given, 2)).toBe(false)
  })

  test('a refresh is unavailable, and its session stays living', async () => {
    const { given } = await givenTwo()
    const refresh = refreshSession({ token: given.tokens.refresh, from: LAPTOP }, at(1))
    await expect(refresh).rejects.toThrow(Unavailable)
    expect(await isAuthenticated(given, 1)).toBe(true)
  })

  /** Two sessions from before the disk was full. The reserve cannot be created again. */
  async function givenTwo() {
    const reserve = `${env().databaseFile}.reserve`
    const given = await givenSession()
    const other = await givenSession({ userId: given.userId })
    await closeDatabase()
    rmSync(reserve, { force: true })
    mkdirSync(reserve)
    logged('error')
    return { given, other }
  }

  async function isAuthenticated({ tokens }: GivenSession, second: number): Promise<boolean> {
    return (await authenticate(tokens.access, 'web', at(second))).ok
  }
})

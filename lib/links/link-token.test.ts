import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { insertOneTimeToken, type OneTimePurpose } from '@/db/queries/one-time-tokens'
import type { UserId } from '@/lib/base/ids'
import { grantRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { LINKS_OF_NETWORK } from '@/lib/rate-limits/limits'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import { createPasswordLink, RESET_LIFETIME } from './password-link'
import { linkTokenHash, checkLink, newLinkToken } from './link-token'

useFreshDatabase()

const BAD = { ok: false, reason: 'bad-link' }

const look = (token: string, now = at(1), purpose: OneTimePurpose = 'password-reset') =>
  checkLink(purpose, token, LAPTOP.network, now)

async function givenLink(userId: UserId, now = NOW): Promise<string> {
  const { url } = await transaction({ locks: 'all' }, () =>
    createPasswordLink(userId, RESET_LIFETIME, now),
  )
  return new URL(url).searchParams.get('token') ?? ''
}

describe('a link that works once', () => {
  test('belongs to one user only', async () => {
    const [ada, eve] = [await givenUser(), await givenUser('eve@example.com')]
    const [first, second] = [await givenLink(ada), await givenLink(eve)]
    expect(await look(first)).toMatchObject({ ok: true, link: { userId: ada } })
    expect(await look(second)).toMatchObject({ ok: true, link: { userId: eve } })
  })

  test('expires at its moment, to the millisecond', async () => {
    const token = await givenLink(await givenUser())
    expect(await look(token, at(RESET_LIFETIME - 0.001))).toMatchObject({ ok: true })
    expect(await look(token, at(RESET_LIFETIME))).toEqual(BAD)
  })

  test('works for one purpose only', async () => {
    const token = await givenLink(await givenUser())
    expect(await look(token, at(1), 'setup')).toEqual(BAD)
    const setup = newLinkToken()
    const row = { hash: setup.hash, purpose: 'setup', userId: null } as const
    await transaction({ locks: 'all' }, () =>
      insertOneTimeToken({ ...row, createdAt: NOW, expiresAt: at(60) }),
    )
    expect(await look(setup.token)).toEqual(BAD)
    expect(await look(setup.token, at(1), 'setup')).toMatchObject({ link: { userId: null } })
  })

  test('is void after a newer link, and after its owner is granted a role', async () => {
    const ada = await givenUser()
    const first = await givenLink(ada)
    const second = await givenLink(ada)
    expect(await look(first)).toEqual(BAD)
    expect(await look(second)).toMatchObject({ ok: true })
    const granted = await grantRole(COMMAND_LINE, { userId: ada, role: 'administrator' })
    expect(granted).toEqual({ ok: true })
    expect(await look(second)).toEqual(BAD)
  })

  test('is refused for a network that sent too many wrong links', async () => {
    const token = await givenLink(await givenUser())
    for (let tries = 0; tries < LINKS_OF_NETWORK.tries; tries += 1) {
      expect(await look(newLinkToken().token)).toEqual(BAD)
    }
    expect(await look(token)).toMatchObject({ ok: false, reason: 'too-many-tries' })
    const elsewhere = await checkLink('password-reset', token, '203.0.113.0/24', at(1))
    expect(elsewhere).toMatchObject({ ok: true })
  })

  test('has a token of exactly 43 characters', () => {
    const { token, hash } = newLinkToken()
    expect(linkTokenHash(token)).toBe(hash)
    for (const other of ['', token.slice(1), `${token}A`, `${token}\n`, ` ${token.slice(1)}`]) {
      expect(linkTokenHash(other), JSON.stringify(other)).toBeNull()
    }
  })
})

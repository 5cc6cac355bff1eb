import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP } from '@/tests/support/people'
import { changeSession } from '@/tests/support/rows'
import { alreadyRefreshedUntil } from './already-refreshed'
import { refreshSession } from './refresh'

useFreshDatabase({ ACCESS_TOKEN_TTL: '10m' })

describe('alreadyRefreshedUntil', () => {
  test('is the expiry of the access token in the first half of its life, and null after', async () => {
    const { tokens } = await givenSession()
    expect(await alreadyRefreshedUntil(tokens, at(0))).toEqual(tokens.accessExpiresAt)
    expect(await alreadyRefreshedUntil(tokens, at(299))).toEqual(tokens.accessExpiresAt)
    expect(await alreadyRefreshedUntil(tokens, at(300))).toBeNull()
  })

  test('is null when one of the two tokens is missing or malformed', async () => {
    const { tokens } = await givenSession()
    const { access, refresh } = tokens
    expect(await alreadyRefreshedUntil({ access: null, refresh }, at(1))).toBeNull()
    expect(await alreadyRefreshedUntil({ access, refresh: null }, at(1))).toBeNull()
    expect(await alreadyRefreshedUntil({ access: 'x', refresh }, at(1))).toBeNull()
    expect(await alreadyRefreshedUntil({ access, refresh: 'x' }, at(1))).toBeNull()
  })

  test('is null for tokens of two sessions or of two generations', async () => {
    const { tokens, userId } = await givenSession()
    const other = await givenSession({ userId })
    const { access } = tokens
    expect(await alreadyRefreshedUntil({ access, refresh: other.tokens.refresh }, at(1))).toBeNull()
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    expect(
      await alreadyRefreshedUntil({ access, refresh: stranger.tokens.refresh }, at(1)),
    ).toBeNull()

    const next = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(1))
    if (!next.ok) throw new Error(next.reason)
    expect(await alreadyRefreshedUntil(next.tokens, at(2))).toEqual(next.tokens.accessExpiresAt)
    expect(await alreadyRefreshedUntil({ access, refresh: next.tokens.refresh }, at(2))).toBeNull()
    expect(
      await alreadyRefreshedUntil({ access: next.tokens.access, refresh: tokens.refresh }, at(2)),
    ).toBeNull()
  })

  test('is null when the pair is no longer the newest or its session has ended', async () => {
    const { tokens, session, userId } = await givenSession()
    await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(1))
    expect(await alreadyRefreshedUntil(tokens, at(2))).toBeNull()

    const other = await givenSession({ userId })
    await changeSession(other.session.id, { endedAt: at(1) })
    expect(await alreadyRefreshedUntil(other.tokens, at(2))).toBeNull()
    expect(session.id).not.toBe(other.session.id)
  })
})

import { describe, expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import type { SessionTokens } from '@/lib/sessions/issue'
import { refreshSession } from '@/lib/sessions/refresh'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP } from '@/tests/support/people'
import { endOwnSessions } from './own'

useFreshDatabase()

describe('endOwnSessions', () => {
  test('races with refreshes, and leaves no token of any of them valid', async () => {
    for (let round = 0; round < 20; round += 1) {
      const given = await givenSession({ userId: await givenUser(`u${round}@example.com`) })
      const refreshes = Array.from({ length: 10 }, () =>
        refreshSession({ token: given.tokens.refresh, from: LAPTOP }, at(1)),
      )
      const [, ...results] = await Promise.all([
        endOwnSessions(given.tokens, round % 2 ? 'everywhere' : 'this', LAPTOP, at(1)),
        ...refreshes,
      ])
      for (const result of results) {
        if (result.ok) expect(await live(result.tokens)).toBe(false)
      }
      expect(await live(given.tokens)).toBe(false)
    }
  })
})

/** Whether either token is still accepted. */
async function live(tokens: SessionTokens): Promise<boolean> {
  const access = await authenticate(tokens.access, 'web', at(2))
  const refresh = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(2))
  return access.ok || refresh.ok
}

import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { use } from '@/tests/support/session'

useFreshDatabase()

describe('one session in two places', () => {
  test('is one incident when two requests notice it at once', async () => {
    const { tokens } = await givenSession()
    await Promise.all([use(tokens, PHONE, at(60)), use(tokens, PHONE, at(60))])
    expect(await eventsOf('authn_token_shared')).toHaveLength(1)
  })
})

import { describe, expect, test } from 'vitest'
import { refreshSession } from '@/lib/sessions/refresh'
import { useFreshDatabase } from '@/tests/support/database'
import { countedBy } from '@/tests/support/metrics'
import { at, givenSession, LAPTOP } from '@/tests/support/people'

useFreshDatabase()

describe('refreshes', () => {
  test('of one token at once count as one rotation', async () => {
    const { tokens } = await givenSession()
    const counted = await countedBy(() =>
      Promise.all(
        Array.from({ length: 5 }, () =>
          refreshSession({ token: tokens.refresh, from: LAPTOP }, at(1)),
        ),
      ),
    )
    expect(counted).toMatchObject({
      'refreshes_total{result="rotated"}': 1,
      'refreshes_total{result="repeated"}': 4,
    })
  })
})

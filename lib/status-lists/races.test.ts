import { describe, expect, test } from 'vitest'
import { machineStatusIndex } from '@/lib/oauth/machine-status'
import { useFreshDatabase } from '@/tests/support/database'
import { givenApp } from '@/tests/support/oauth-apps'

useFreshDatabase()

describe('the place of a machine', () => {
  test('is one for two tokens that are issued at once', async () => {
    const { app } = await givenApp({ name: 'Meter', kind: 'machine', redirectUris: [] })
    const places = await Promise.all([1, 2, 3].map(() => machineStatusIndex(app)))
    expect(new Set(places).size).toBe(1)
  })
})

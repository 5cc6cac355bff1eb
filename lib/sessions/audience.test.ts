import { expect, test } from 'vitest'
import { env } from '@/lib/base/env'
import { useSettings } from '@/tests/support/database'
import { servicesOf } from './audience'

useSettings({ API_AUDIENCES: 'orders,stock' })

test.each([
  [null, ['orders', 'stock']],
  ['["stock","cart"]', ['stock']],
  ['["stock"', []],
  ['{"stock":1}', []],
])('a session whose stored audience is %j may request tokens for %j', (audience, services) => {
  expect(servicesOf({ audience }, env())).toEqual(services)
})

import { expect, test } from 'vitest'
import { hasAppSecret } from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import { DAY } from '@/lib/base/time'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { at } from '@/tests/support/people'
import { rotateAppSecret } from './rotate-secret'
import { hashOfSecret } from './secrets'

useFreshDatabase()

test('of ten rotations at once two secrets are left, and one of them is the newest', async () => {
  const { app, secret } = await givenApp()
  const all = await Promise.all(Array.from({ length: 10 }, (_, i) => rotated(app.id, DAY, at(i))))
  const secrets = [secret, ...all.map((one) => one.secret)]
  const working = await Promise.all(
    secrets.map((one) => hasAppSecret(app.id, hashOfSecret(one), at(10))),
  )
  expect(working.filter(Boolean)).toHaveLength(2)
})

async function rotated(appId: AppId, overlap: number, now: Date) {
  const result = await rotateAppSecret(COMMAND_LINE, { appId, overlap }, undefined, now)
  if (!result.ok) throw new Error(result.reason)
  return result
}

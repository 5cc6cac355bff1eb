import { expect, test } from 'vitest'
import { findGrantLife } from '@/db/queries/app-grants'
import { hasAppSecret } from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import { DAY, HOUR } from '@/lib/base/time'
import { isGrantLiving } from '@/lib/oauth/living'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { appRow, givenApp, givenAppGrant } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenSession, NOW } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { showApp } from './list'
import { MAX_SECRET_OVERLAP, rotateAppSecret } from './rotate-secret'
import { hashOfSecret } from './secrets'

useFreshDatabase()

const works = (appId: AppId, secret: string, now = NOW) =>
  hasAppSecret(appId, hashOfSecret(secret), now)

async function rotated(appId: AppId, overlap: number, now = NOW) {
  const result = await rotateAppSecret(COMMAND_LINE, { appId, overlap }, undefined, now)
  if (!result.ok) throw new Error(result.reason)
  return result
}

test('the secret of before works for the chosen time, and what the application holds goes on', async () => {
  const { app, secret } = await givenApp()
  const grant = await givenAppGrant(app, await givenSession())
  const next = await rotated(app.id, DAY, at(1))
  expect(next.oldUntil).toEqual(at(1 + DAY))
  expect(next.secret).toMatch(/^ghs_[\w-]{43}$/)
  expect(await works(app.id, secret, at(DAY))).toBe(true)
  expect(await works(app.id, secret, at(DAY + 1))).toBe(false)
  expect(await works(app.id, next.secret, at(400 * DAY))).toBe(true)
  const life = await findGrantLife(grant.id)
  expect(life && isGrantLiving(life, NOW)).toBe(true)
  const [event] = await eventsOf('app_secret_created')
  expect(JSON.parse(event?.details ?? '')).toEqual({ app: app.id, overlap: DAY })
})

test('of two secrets the older one stops to work when a third is created', async () => {
  const { app, secret: first } = await givenApp()
  const second = await rotated(app.id, 7 * DAY, at(1))
  const third = await rotated(app.id, HOUR, at(2))
  expect(await works(app.id, first, at(3))).toBe(false)
  expect(await works(app.id, second.secret, at(3))).toBe(true)
  expect(await works(app.id, second.secret, at(2 + HOUR))).toBe(false)
  expect(await works(app.id, third.secret, at(3))).toBe(true)
  expect((await showApp(COMMAND_LINE, app.id, at(3)))?.secrets).toEqual([
    { createdAt: at(2), expiresAt: null },
    { createdAt: at(1), expiresAt: at(2 + HOUR) },
  ])
})

test('a burned secret ends everything that the application holds', async () => {
  const { app, secret } = await givenApp()
  const second = await rotated(app.id, DAY)
  const grant = await givenAppGrant(app, await givenSession())
  const next = await rotated(app.id, 0, at(1))
  expect(next.oldUntil).toBeNull()
  expect(await works(app.id, secret, at(1))).toBe(false)
  expect(await works(app.id, second.secret, at(1))).toBe(false)
  expect(await works(app.id, next.secret, at(1))).toBe(true)
  const life = await findGrantLife(grant.id)
  expect(life && isGrantLiving(life, NOW)).toBe(false)
})

test('no secret of before works for longer than a month, or again after it has expired', async () => {
  const { app, secret } = await givenApp()
  expect((await rotated(app.id, 365 * DAY)).oldUntil).toEqual(at(MAX_SECRET_OVERLAP))
  await rotated(app.id, DAY, at(MAX_SECRET_OVERLAP + 1))
  expect(await works(app.id, secret, at(MAX_SECRET_OVERLAP + 2))).toBe(false)
})

test('secrets of other applications stay as they are', async () => {
  const { app } = await givenApp()
  const other = await givenApp()
  await rotated(app.id, 0)
  expect(await works(other.app.id, other.secret)).toBe(true)
  expect(await appRow(other.app.id)).toEqual(other.app)
})

test('a secret is refused for an application that cannot keep one, and to others than administrators', async () => {
  const { app } = await givenApp({ kind: 'browser' })
  const input = { appId: app.id, overlap: 0 }
  expect(await rotateAppSecret(COMMAND_LINE, input)).toEqual(refused('no-secret'))
  expect(await rotateAppSecret(COMMAND_LINE, { ...input, appId: 'app_none' })).toEqual(
    refused('not-found'),
  )
  await expect(rotateAppSecret(await givenOperator('auditor'), input)).rejects.toThrow(NotAllowed)
})

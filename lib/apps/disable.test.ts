import { describe, expect, test } from 'vitest'
import { listenToEndings, transaction, write } from '@/db/connection'
import { findGrantLife } from '@/db/queries/app-grants'
import { findApp, hasAppSecret, type AppRecord } from '@/db/queries/apps'
import { appGrants } from '@/db/tables'
import { BATCH } from '@/db/batches'
import { newAppGrantId } from '@/lib/base/ids'
import { clientMetadata } from '@/lib/oauth/client-metadata'
import { isGrantLiving } from '@/lib/oauth/living'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { appRow, givenApp, givenAppGrant } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { givenSession, NOW } from '@/tests/support/people'
import { changeUser, eventsOf, insertRole } from '@/tests/support/rows'
import { disableApp, enableApp, removeApp } from './disable'
import { hashOfSecret } from './secrets'

useFreshDatabase()

const ACTS = { disableApp, enableApp, removeApp }

async function givenHeld() {
  const { app, secret } = await givenApp()
  const grant = await givenAppGrant(app, await givenSession())
  const isOpen = async () => {
    const life = await findGrantLife(grant.id)
    return life !== null && isGrantLiving(life, NOW)
  }
  expect(await isOpen()).toBe(true)
  return { app, secret, grant, isOpen }
}

describe('disabling an application', () => {
  test('ends everything that it holds at once, and for good', async () => {
    const { app, isOpen } = await givenHeld()
    const told: (string | null)[] = []
    const stop = listenToEndings((userId) => told.push(userId))
    expect(await disableApp(COMMAND_LINE, { appId: app.id }, undefined, NOW)).toEqual({ ok: true })
    stop()
    // PostgreSQL's listener says so once more when it connects.
    expect(told).toContain(null)
    expect(await isOpen()).toBe(false)
    expect(await clientMetadata(app.id)).toBeNull()
    expect((await appRow(app.id)).disabledAt).toEqual(NOW)
    expect(await enableApp(COMMAND_LINE, { appId: app.id })).toEqual({ ok: true })
    expect(await clientMetadata(app.id)).not.toBeNull()
    expect(await isOpen()).toBe(false)
    for (const type of ['app_disabled', 'app_enabled']) {
      const [event] = await eventsOf(type)
      expect(event).toMatchObject({ actorId: 'command-line', details: `{"app":"${app.id}"}` })
    }
  })

  test('leaves other applications as they are', async () => {
    const { isOpen } = await givenHeld()
    const other = await givenApp()
    await disableApp(COMMAND_LINE, { appId: other.app.id })
    await removeApp(COMMAND_LINE, { appId: other.app.id, name: 'Orders' })
    expect(await isOpen()).toBe(true)
  })

  test('is refused a second time, as enabling is', async () => {
    const { app } = await givenApp()
    const target = { appId: app.id }
    expect(await enableApp(COMMAND_LINE, target)).toEqual(refused('already'))
    await disableApp(COMMAND_LINE, target)
    expect(await disableApp(COMMAND_LINE, target)).toEqual(refused('already'))
    expect(await eventsOf('app_disabled')).toHaveLength(1)
  })
})

describe('deleting an application', () => {
  test('deletes it with its secrets and all that it holds', async () => {
    const { app, secret, grant } = await givenHeld()
    expect(
      await removeApp(COMMAND_LINE, { appId: app.id, name: 'Orders' }, undefined, NOW),
    ).toEqual({ ok: true })
    expect(await findApp(app.id)).toBeNull()
    expect(await findGrantLife(grant.id)).toBeNull()
    expect(await hasAppSecret(app.id, hashOfSecret(secret), NOW)).toBe(false)
    const [event] = await eventsOf('app_deleted')
    expect(JSON.parse(event?.details ?? '')).toEqual({ app: app.id, name: 'Orders', kind: 'web' })
    expect(await removeApp(COMMAND_LINE, { appId: app.id, name: 'Orders' })).toEqual(
      refused('not-found'),
    )
  })

  test('takes its name, and is refused for another one', async () => {
    const { app, isOpen } = await givenHeld()
    const target = { appId: app.id, name: 'orders' }
    expect(await removeApp(COMMAND_LINE, target)).toEqual(refused('not-confirmed'))
    expect(await isOpen()).toBe(true)
    expect(await removeApp(COMMAND_LINE, { ...target, name: ' Orders ' })).toEqual({ ok: true })
  })

  test('deletes more than one transaction takes, and records it once', async () => {
    const { app, grant } = await givenHeld()
    await givenEndedGrants(app, grant, BATCH + 1)
    expect(await removeApp(COMMAND_LINE, { appId: app.id, name: 'Orders' })).toEqual({ ok: true })
    expect(await findApp(app.id)).toBeNull()
    expect(await eventsOf('app_deleted')).toHaveLength(1)
  })
})

test.each(Object.keys(ACTS) as (keyof typeof ACTS)[])(
  '%s takes the permission, which the actor may have lost since the guard',
  async (name) => {
    const { app } = await givenApp()
    const target = { appId: app.id, name: app.name }
    await expect(ACTS[name](await givenOperator('auditor'), target)).rejects.toThrow(NotAllowed)
    await insertRole('writer', ['apps:write'])
    const actor = await givenOperator('writer')
    await changeUser(actor.userId, { disabledAt: NOW })
    await expect(ACTS[name](actor, target)).rejects.toThrow(NotAllowed)
    expect(await appRow(app.id)).toEqual(app)
    expect(await ACTS[name](COMMAND_LINE, { ...target, appId: 'app_none' })).toEqual(
      refused('not-found'),
    )
  },
)

async function givenEndedGrants(
  app: AppRecord,
  grant: Awaited<ReturnType<typeof givenHeld>>['grant'],
  count: number,
): Promise<void> {
  const rows = Array.from({ length: count }, () => ({
    ...grant,
    id: newAppGrantId(),
    appId: app.id,
    endedAt: NOW,
  }))
  await transaction({ locks: 'all' }, () => write((db) => db.insert(appGrants).values(rows)))
}

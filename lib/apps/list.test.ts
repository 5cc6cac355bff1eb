import { expect, test } from 'vitest'
import { sealEvents } from '@/lib/audit/seal'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { givenApp, givenAppGrant } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenSession, NOW } from '@/tests/support/people'
import { disableApp } from './disable'
import { listApps, showApp } from './list'
import { recentAppEvents } from './log'

useFreshDatabase()

const NOBODY = { ...COMMAND_LINE, permissions: new Set<never>() }

test('applications are listed from the newest, page by page, each once', async () => {
  const ids: string[] = []
  // Three of each moment, which only their ids tell apart.
  for (let i = 0; i < 9; i++) {
    const { app } = await givenApp({ name: `App ${i}` }, at(Math.floor(i / 3)))
    ids.push(app.id)
  }
  const seen: string[] = []
  for (let cursor: string | null = null, first = true; first || cursor; first = false) {
    const page = await listApps(COMMAND_LINE, { cursor, size: 2 })
    seen.push(...page.apps.map(({ id }) => id))
    cursor = page.next
  }
  expect([...seen].sort()).toEqual([...ids].sort())
  expect(ids.slice(6)).toEqual(expect.arrayContaining(seen.slice(0, 3)))
  expect((await listApps(COMMAND_LINE, { cursor: 'nonsense' })).apps).toHaveLength(9)
  await expect(listApps(NOBODY)).rejects.toThrow(NotAllowed)
})

test('an application is shown with all that was entered, and never with a secret', async () => {
  const { app, secret } = await givenApp({ roles: ['auditor'] })
  const shown = await showApp(COMMAND_LINE, app.id, at(1))
  expect(shown).toEqual({
    id: app.id,
    name: 'Orders',
    kind: 'web',
    firstParty: true,
    redirectUris: ['https://orders.example/callback'],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    resources: [],
    roles: ['auditor'],
    requirePkce: true,
    jwks: null,
    scopes: [],
    idTokenAlg: null,
    disabledAt: null,
    createdAt: NOW,
    createdBy: 'command-line',
    secrets: [{ createdAt: NOW, expiresAt: null }],
    lastUsedAt: null,
  })
  expect(JSON.stringify(shown)).not.toContain(secret)
  await givenAppGrant(app, await givenSession())
  expect((await showApp(COMMAND_LINE, app.id))?.lastUsedAt).toEqual(NOW)
  for (const id of ['app_none', 'usr_1', "app_'", '']) {
    expect(await showApp(COMMAND_LINE, id)).toBeNull()
  }
  await expect(showApp(NOBODY, app.id)).rejects.toThrow(NotAllowed)
})

test('the log of an application has its own events, sealed or not, and no others', async () => {
  const actor = await givenOperator('administrator')
  const { app } = await givenApp()
  const other = await givenApp()
  await disableApp(COMMAND_LINE, { appId: other.app.id })
  await disableApp(actor, { appId: app.id }, undefined, at(1))
  const wanted = [
    { type: 'app_disabled', actor: { id: actor.userId }, details: {} },
    { type: 'app_created', actor: { id: 'command-line' }, details: { kind: 'web' } },
  ]
  expect(await recentAppEvents(COMMAND_LINE, app.id)).toMatchObject(wanted)
  await sealEvents()
  expect(await recentAppEvents(COMMAND_LINE, app.id)).toMatchObject(wanted)
  expect(await recentAppEvents(COMMAND_LINE, app.id, 1)).toHaveLength(1)
  await expect(recentAppEvents(NOBODY, app.id)).rejects.toThrow(NotAllowed)
})

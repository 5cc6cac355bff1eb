import { describe, expect, test } from 'vitest'
import { findGrantLife } from '@/db/queries/app-grants'
import type { AppRecord } from '@/db/queries/apps'
import { isGrantLiving } from '@/lib/oauth/living'
import { deleteRole } from '@/lib/permissions/custom-roles'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { appRow, enteredApp, givenApp, givenAppGrant } from '@/tests/support/apps'
import { useFreshDatabase, useSettings } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { givenSession, NOW } from '@/tests/support/people'
import { changeUser, eventsOf, insertRole } from '@/tests/support/rows'
import { changeApp, wouldEnd } from './change'
import { createApp } from './create'
import type { AppInput } from './entered'

useFreshDatabase()
useSettings({ API_AUDIENCES: 'stock,billing' })

/** Changes a part of what was entered about the application of `givenApp()`. */
const change = (app: AppRecord, part: Partial<AppInput>, actor = COMMAND_LINE) =>
  changeApp(actor, { ...enteredApp(part), appId: app.id })

/** Whether what the application holds for the user is still open. */
async function isHeld(app: AppRecord, part: Partial<AppInput>): Promise<boolean> {
  const grant = await givenAppGrant(await appRow(app.id), await givenSession())
  const foreseen = await wouldEnd(COMMAND_LINE, { ...enteredApp(part), appId: app.id })
  const result = await change(app, part)
  expect(result).toEqual({ ok: true, ended: foreseen })
  const life = await findGrantLife(grant.id)
  const living = life !== null && isGrantLiving(life, NOW)
  expect(result).toEqual({ ok: true, ended: !living })
  return living
}

describe('changing an application', () => {
  test('stores every field, and records which ones changed', async () => {
    const { app } = await givenApp()
    const part = {
      name: ' Orders  of the house ',
      redirectUris: ['https://orders.example/back', 'https://orders.example/back'],
      postLogoutRedirectUris: ['https://orders.example/bye'],
      backchannelLogoutUri: 'http://localhost:4000/ended',
      resources: ['stock', 'billing'],
      roles: ['support', 'auditor'],
      requirePkce: false,
    }
    expect(await change(app, part)).toMatchObject({ ok: true })
    expect(await appRow(app.id)).toMatchObject({
      name: 'Orders of the house',
      redirectUris: '["https://orders.example/back"]',
      postLogoutRedirectUris: '["https://orders.example/bye"]',
      backchannelLogoutUri: 'http://localhost:4000/ended',
      resources: '["billing","stock"]',
      roles: '["auditor","support"]',
      requirePkce: false,
      kind: 'web',
      createdAt: NOW,
    })
    const [event] = await eventsOf('app_changed')
    expect(event).toMatchObject({ actorId: 'command-line', userId: null })
    expect(JSON.parse(event?.details ?? '')).toEqual({
      app: app.id,
      changed:
        'name redirectUris postLogoutRedirectUris backchannelLogoutUri resources roles requirePkce',
    })
    expect(await change(app, part)).toEqual(refused('already'))
    expect(await eventsOf('app_changed')).toHaveLength(1)
  })

  test.each<[string, Partial<AppInput>, object]>([
    ['no name', { name: ' ' }, { reason: 'no-name' }],
    ['a long name', { name: 'x'.repeat(81) }, { reason: 'name-too-long' }],
    [
      'no redirect address',
      { redirectUris: [] },
      { reason: 'bad-address', field: 'redirectUris', fault: 'no-address' },
    ],
    [
      'a pattern for an address after the log-out',
      { postLogoutRedirectUris: ['https://*.example/'] },
      { reason: 'bad-address', field: 'postLogoutRedirectUris', fault: 'wildcard' },
    ],
    [
      'a plain-text address for notices',
      { backchannelLogoutUri: 'http://orders.example/ended' },
      { reason: 'bad-address', field: 'backchannelLogoutUri', fault: 'not-https' },
    ],
    ['an unknown role', { roles: ['pilot'] }, { reason: 'unknown-role', name: 'pilot' }],
    [
      'an unknown service',
      { resources: ['planes'] },
      { reason: 'unknown-resource', name: 'planes' },
    ],
  ])('is refused for %s, as is its creation', async (_what, part, why) => {
    const { app } = await givenApp()
    expect(await change(app, part)).toEqual({ ok: false, ...why })
    expect(await createApp(COMMAND_LINE, enteredApp(part))).toEqual({ ok: false, ...why })
    expect(await appRow(app.id)).toEqual(app)
  })

  test.each(['browser', 'native', 'device', 'machine'] as const)(
    'keeps PKCE on for the kind %s',
    async (kind) => {
      const redirectUris = ['device', 'machine'].includes(kind) ? [] : ['https://one.example/']
      const entered = { kind, redirectUris }
      expect(await createApp(COMMAND_LINE, enteredApp(entered))).toMatchObject({ ok: true })
      expect(await createApp(COMMAND_LINE, enteredApp({ ...entered, requirePkce: false }))).toEqual(
        refused('pkce-needed'),
      )
    },
  )

  test.each(['device', 'machine'] as const)(
    'refuses addresses to which no browser of the kind %s would come',
    async (kind) => {
      for (const field of ['redirectUris', 'postLogoutRedirectUris'] as const) {
        const entered = enteredApp({ kind, redirectUris: [], [field]: ['https://one.example/'] })
        expect(await createApp(COMMAND_LINE, entered)).toEqual({
          ...refused('bad-address'),
          field,
          fault: 'no-browser',
        })
      }
    },
  )

  test('keeps a role and a service that are no longer there, but takes no new one', async () => {
    await insertRole('pilot', [])
    const { app } = await givenApp({ roles: ['pilot'], resources: ['stock'] })
    await deleteRole(COMMAND_LINE, { name: 'pilot' })
    const kept = { roles: ['pilot'], resources: ['stock'], name: 'Other' }
    expect(await change(app, kept)).toMatchObject({ ok: true })
    const more = { ...kept, roles: ['pilot', 'ghost'] }
    expect(await change(app, more)).toEqual({ ...refused('unknown-role'), name: 'ghost' })
  })

  test('takes the permission, which the actor may have lost since the guard', async () => {
    const { app } = await givenApp()
    await insertRole('writer', ['apps:write'])
    const actor = await givenOperator('writer')
    const input = { ...enteredApp({ name: 'Other' }), appId: app.id }
    await expect(changeApp(await givenOperator('auditor'), input)).rejects.toThrow(NotAllowed)
    await changeUser(actor.userId, { disabledAt: NOW })
    await expect(changeApp(actor, input)).rejects.toThrow(NotAllowed)
    expect(await appRow(app.id)).toEqual(app)
    expect(await changeApp(COMMAND_LINE, { ...input, appId: 'app_none' })).toEqual(
      refused('not-found'),
    )
  })
})

describe('what an application holds', () => {
  const wide = { resources: ['stock'], roles: ['auditor'] }

  test.each<[string, Partial<AppInput>, boolean]>([
    ['goes on when it gets another name and address', { ...wide, name: 'Other' }, true],
    ['goes on when more roles may use it', { ...wide, roles: ['auditor', 'support'] }, true],
    ['goes on when every user may use it', { ...wide, roles: [] }, true],
    ['goes on when it may call more services', { ...wide, resources: ['billing', 'stock'] }, true],
    ['ends when other roles may use it', { ...wide, roles: ['support'] }, false],
    ['ends when it may call fewer services', { ...wide, resources: [] }, false],
    ['ends when its users have to be asked', { ...wide, firstParty: false }, false],
  ])('%s', async (_what, part, isStillHeld) => {
    const { app } = await givenApp(wide)
    expect(await isHeld(app, part)).toBe(isStillHeld)
  })

  test('ends when no longer every user may use it', async () => {
    const { app } = await givenApp()
    expect(await isHeld(app, { roles: ['support'] })).toBe(false)
  })
})

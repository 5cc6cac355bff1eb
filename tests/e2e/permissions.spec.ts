import { ADMIN_APPS } from '@/lib/base/routes'
import { ALL_PERMISSIONS, type Permission } from '@/lib/permissions/permissions'
import { ROLES } from '@/lib/permissions/roles'
import { givenApp } from '../support/apps'
import { severalAtOnce } from '../support/at-once'
import { ask, fromPageOn, multipart, type Answer } from '../support/http'
import { ACTIONS, builtActions, PLACES, type BuiltAction } from '../support/operations'
import { givenRole } from '../support/people'
import { protectedPages } from '../support/route-walk'
import { insertRole, removeGrants, userIdOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, test } from './fixtures'

/**
 * The roles that meet each administration page and action: that with its permission alone, and that
 * with all others. `npm run test:long -- permissions` sends every role to each of them.
 */
const EVERYTHING = Boolean(process.env.EVERYTHING)
const HOLDERS: Readonly<Record<string, readonly Permission[]>> = {
  'no role': [],
  ...(EVERYTHING && namedRoles()),
  ...Object.fromEntries(
    ALL_PERMISSIONS.flatMap((one) => [
      [roleOfOne(one), [one]],
      [roleOfOthers(one), ALL_PERMISSIONS.filter((other) => other !== one)],
    ]),
  ),
}

function namedRoles(): Record<string, readonly Permission[]> {
  return Object.fromEntries(
    Object.entries(ROLES).map(([name, { permissions }]) => [name, permissions]),
  )
}

function roleOfOne(permission: Permission): string {
  return `only-${permission.replace(':', '-')}`
}

function roleOfOthers(permission: Permission): string {
  return `not-${permission.replace(':', '-')}`
}

function meets(holder: string, takes: Permission): boolean {
  return EVERYTHING || ['no role', roleOfOne(takes), roleOfOthers(takes)].includes(holder)
}

const actions = builtActions(process.cwd())

test('the table lists exactly the administration pages, handlers and actions of the build', () => {
  const built = protectedPages(process.cwd()).filter((path) => path.startsWith('/admin'))
  expect(built.sort()).toEqual(Object.keys(PLACES).sort())
  expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(ACTIONS).sort())
  expect(new Set([...Object.values(PLACES), ...Object.values(ACTIONS)]).size).toBeGreaterThan(12)
})

test('administration pages, handlers and actions are open only to users with their permission', async ({
  server,
}) => {
  const person = await givenPerson()
  const userId = await userIdOf(person.email)
  await insertRole(EMPTY, [])
  const { app } = await givenApp()
  for (const [holder, permissions] of Object.entries(HOLDERS)) {
    if (holder !== 'no role' && !(holder in ROLES)) await insertRole(holder, permissions)
  }
  const tokens = await tokensFor(person)
  const faults: string[] = []

  for (const [holder, permissions] of Object.entries(HOLDERS)) {
    // Uses one token throughout: each request must read the permissions from the database.
    await removeGrants(userId)
    if (holder !== 'no role') await givenRole(userId, holder)
    const judge = (what: string, takes: Permission, isOpen: boolean) => {
      if (isOpen !== permissions.includes(takes)) {
        faults.push(`${what} is ${isOpen ? 'open to' : 'shut to'} ${holder}`)
      }
    }
    const places = Object.entries(PLACES).filter(([, takes]) => meets(holder, takes))
    await severalAtOnce(places, async ([path, takes]) => {
      const answer = await visit(
        server.origin,
        addressOf(path, userId, app.id),
        cookieHeader(tokens),
      )
      judge(path, takes, isOpen(answer, path))
    })
    const called = actions.filter(({ name }) => meets(holder, ACTIONS[name] as Permission))
    await severalAtOnce(called, async (action) => {
      const answer = await act(server.origin, action, cookieHeader(tokens))
      judge(action.name, ACTIONS[action.name] as Permission, isOpen(answer, action.name))
    })
  }
  expect(faults).toEqual([])
})

test('administration pages and actions refuse requests without a session', async ({
  server,
  person,
}) => {
  const { access } = await tokensFor(person)
  const other = `${access.slice(0, -4)}AAAA`
  for (const cookie of ['', cookieHeader({ access: other })]) {
    for (const path of Object.keys(PLACES)) {
      const address = addressOf(path, 'usr_x', 'app_x')
      expect((await visit(server.origin, address, cookie)).status, path).toBe(307)
    }
    for (const action of actions) {
      const { headers } = await act(server.origin, action, cookie)
      expect(headers['x-action-redirect'], action.name).toMatch(/^\/login\?/)
    }
  }
})

/** A role without permissions, which every user who may read roles may read. */
const EMPTY = 'empty'

/** Where the page of something that exists is. */
function addressOf(path: string, userId: string, appId: string): string {
  const id = path.startsWith(ADMIN_APPS) ? appId : userId
  return path.replace('[id]', id).replace('[name]', EMPTY)
}

function visit(origin: string, address: string, cookie: string): Promise<Answer> {
  return ask(origin + address, { headers: cookie ? { cookie } : {} })
}

/** Calls an action on a target that does not exist, so that an allowed call changes nothing. */
function act(origin: string, { id, page }: BuiltAction, cookie: string): Promise<Answer> {
  const fields = { user: 'usr_nobody', session: 'ses_none', role: 'nothing', key: 'none' }
  const form = Object.fromEntries(Object.entries(fields).map(([k, v]) => [`_1_${k}`, v]))
  // React's encoding of arguments: the last one is a form with its own fields.
  const sent = multipart({ ...form, 0: JSON.stringify(['$undefined', '$K1']) })
  const headers = {
    ...sent.headers,
    ...fromPageOn(origin),
    'next-action': id,
    ...(cookie ? { cookie } : {}),
  }
  const address = page.replace('[id]', 'usr_nobody').replace('[name]', EMPTY)
  return ask(origin + address, { ...sent, headers })
}

function isOpen({ status, body }: Answer, what: string): boolean {
  if (status >= 500) throw new Error(`${what} answered ${status}: ${body.slice(0, 300)}`)
  return status !== 404 && status !== 403
}

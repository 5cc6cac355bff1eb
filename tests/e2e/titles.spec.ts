import { ADMIN_APPS } from '@/lib/base/routes'
import { givenApp } from '../support/apps'
import { ask } from '../support/http'
import { givenRole } from '../support/people'
import { protectedPages, walk } from '../support/route-walk'
import { insertRole, userIdOf } from '../support/rows'
import type { TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { uselessCookies } from '../support/useless-cookies'
import { expect, givenPerson, signIn, test } from './fixtures'

const TITLE = /<title>(.*?)<\/title>/
const NOT_FOUND = 'Page not found · Gatehouse'
const ROLE = 'looks-only'
const pages = protectedPages(process.cwd()).filter((path) => !/\/(export|download)$/.test(path))

test('every protected page refuses requests without a living session, and reveals nothing, not even its title', async ({
  server,
  person,
}) => {
  const titles = await titlesOf(server)
  const stranger = await uselessCookies(person)
  const noRights = { 'no permission': cookieHeader(await tokensFor(person)) }
  const secrets = [person.email, 'Ada Lovelace', 'Log out everywhere']
  const doors = protectedPages(process.cwd()).map((page) => {
    const title = titles.get(page)
    // Without the common ending too, so that a title is found anywhere in an answer.
    const words = title === undefined ? [] : [title.replace(/ · Gatehouse$/, ' ·'), title]
    return { page, cookies: stranger, secrets: [...secrets, ...words] }
  })
  expect(doors.map(({ page }) => page)).toContain('/dashboard')
  expect(await walk(server.origin, doors)).toEqual([])

  // The answer for a user without the permission shows their own name and menu.
  const forbidden = [...titles]
    .filter(([page]) => page.startsWith('/admin'))
    .map(([page, title]) => ({
      page,
      cookies: noRights,
      secrets: [title.replace(/ · Gatehouse$/, ' ·'), title],
    }))
  expect(await walk(server.origin, forbidden)).toEqual([])
})

/** The titles of all pages by path, as an administrator sees them. */
async function titlesOf(server: TestServer): Promise<Map<string, string>> {
  await insertRole(ROLE, [])
  const admin = await givenPerson()
  const adminId = await userIdOf(admin.email)
  await givenRole(adminId, 'administrator')
  const allowed = cookieHeader(await tokensFor(admin))
  const { app } = await givenApp()
  const titles = new Map<string, string>()
  for (const page of pages) {
    const id = page.startsWith(ADMIN_APPS) ? app.id : adminId
    const address = page.replace('[id]', id).replace('[name]', ROLE)
    const { body } = await ask(server.origin + address, { headers: { cookie: allowed } })
    titles.set(page, TITLE.exec(body)?.[1] ?? '')
  }
  expect(titles.size).toBeGreaterThan(10)
  expect([...titles.values()].filter((title) => !/ · Gatehouse$/.test(title))).toEqual([])
  expect(new Set(titles.values()).size, 'each has a title of its own').toBe(titles.size)
  return titles
}

test('an unknown or forbidden page looks the same for all users, with their menu', async ({
  context,
  page,
  person,
  server,
}) => {
  const admin = await givenPerson()
  await givenRole(await userIdOf(admin.email), 'administrator')
  for (const [who, addresses] of [
    [person, ['/admin', '/admin/users/new', '/admin/nope', '/nope', '/dashboard/nope']],
    [
      admin,
      [
        '/admin/users/usr_nobody',
        '/admin/roles/none',
        '/admin/applications/app_none',
        '/admin/nope',
        '/nope',
      ],
    ],
  ] as const) {
    // An open page would notice that its session is gone, and navigate away.
    await page.goto('about:blank')
    await context.clearCookies()
    await signIn(context, who, server)
    for (const address of addresses) {
      const answer = await page.goto(address)
      expect(answer?.status(), address).toBe(404)
      expect(TITLE.exec((await answer?.text()) ?? '')?.[1], address).toBe(NOT_FOUND)
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
      await expect(page).toHaveTitle(NOT_FOUND)
      await expect(page.getByRole('button', { name: 'Log out', exact: true })).toBeVisible()
      await expect(page.getByRole('navigation').getByText('Overview')).toBeVisible()
    }
  }
})

test('an unknown public path is 404 for a visitor', async ({ server }) => {
  const answer = await ask(`${server.origin}/.well-known/nothing`)
  expect(answer.status).toBe(404)
  expect(TITLE.exec(answer.body)?.[1]).toBe(NOT_FOUND)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an unknown or forbidden page says that it does not exist, with the menu of the user', async ({
    dashboard,
    person,
  }) => {
    const looks = async (address: string) => {
      expect((await dashboard.goto(address))?.status(), address).toBe(404)
      await expect(dashboard.getByRole('heading', { name: 'Page not found' })).toBeVisible()
      await expect(dashboard.getByRole('button', { name: 'Log out', exact: true })).toBeVisible()
    }
    for (const address of ['/nope', '/admin', '/admin/users/new', '/admin/nope'])
      await looks(address)
    await givenRole(await userIdOf(person.email), 'administrator')
    for (const address of ['/admin/users/usr_nobody', '/admin/roles/none']) await looks(address)
  })
})

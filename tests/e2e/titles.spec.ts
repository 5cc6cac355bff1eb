import { ask } from '../support/http'
import { givenRole } from '../support/people'
import { protectedPages, walk } from '../support/route-walk'
import { insertRole, userIdOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { uselessCookies } from '../support/useless-cookies'
import { expect, givenPerson, signIn, test } from './fixtures'

const TITLE = /<title>(.*?)<\/title>/
const NOT_FOUND = 'Page not found · Gatehouse'
const ROLE = 'looks-only'
const pages = protectedPages(process.cwd()).filter((path) => !path.endsWith('/export'))

test('a refused request for a page does not reveal the title of the page', async ({
  server,
  person,
}) => {
  await insertRole(ROLE, [])
  const admin = await givenPerson()
  const adminId = await userIdOf(admin.email)
  await givenRole(adminId, 'administrator')
  const allowed = cookieHeader(await tokensFor(admin))
  const titles = new Map<string, string>()
  for (const page of pages) {
    const address = page.replace('[id]', adminId).replace('[name]', ROLE)
    const { body } = await ask(server.origin + address, { headers: { cookie: allowed } })
    titles.set(page, TITLE.exec(body)?.[1] ?? '')
  }
  expect(titles.size).toBeGreaterThan(10)
  expect([...titles.values()].filter((title) => !/ · Gatehouse$/.test(title))).toEqual([])
  expect(new Set(titles.values()).size, 'each has a title of its own').toBe(titles.size)

  const stranger = { ...(await uselessCookies(person)) }
  const noRights = { 'no permission': cookieHeader(await tokensFor(person)) }
  const faults: string[] = []
  for (const [page, title] of titles) {
    // Without the common ending too, so that a title is found anywhere in an answer.
    const secrets = [title.replace(/ · Gatehouse$/, ' ·'), title]
    const cookies = page.startsWith('/admin') ? { ...stranger, ...noRights } : stranger
    faults.push(...(await walk({ origin: server.origin, pages: [page], cookies, secrets })))
  }
  expect(faults).toEqual([])
})

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
    [admin, ['/admin/users/usr_nobody', '/admin/roles/none', '/admin/nope', '/nope']],
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

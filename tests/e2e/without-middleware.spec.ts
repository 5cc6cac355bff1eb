import { protectedPages, walk } from '../support/route-walk'
import { refreshSession } from '@/lib/sessions/refresh'
import { LAPTOP } from '../support/people'
import { changeSession, sessionRow } from '../support/rows'
import { uselessCookies } from '../support/useless-cookies'
import { BUILD_MS, NOTE, ORDERS, SECRET, test, UNGUARDED } from '../support/variant-server'
import { expect, signIn } from './fixtures'

test('without middleware a guarded page refuses requests that have no living session, and the walk finds an unguarded page', async ({
  person,
  project,
  server,
}) => {
  // The build comes first.
  test.setTimeout(BUILD_MS)
  const cookies = await uselessCookies(person)
  const secrets = [person.email, 'Ada Lovelace', 'Log out everywhere', SECRET]
  const all = protectedPages(project)
  expect(all).toContain(UNGUARDED)
  const guarded = all.filter((page) => page !== UNGUARDED)
  const doors = guarded.map((page) => ({ page, cookies, secrets }))
  expect(await walk(server.origin, doors)).toEqual([])

  const found = await walk(server.origin, [{ page: UNGUARDED, cookies, secrets }])
  expect(found.join('\n')).toContain(SECRET)
})

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'
  test(`a form keeps what was typed when the access token expires, without middleware and ${how} JavaScript`, async ({
    browser,
    person,
    server,
  }) => {
    const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled })
    const tokens = await signIn(context, person, server)
    const page = await context.newPage()
    await page.goto(NOTE)
    await page.getByLabel('Note').fill('a long letter')
    await context.clearCookies({ name: 'gh_access' })
    // An answer was lost long ago: the generation that the action sends is old enough to confirm.
    const lost = await refreshSession({ token: tokens.refresh, from: LAPTOP })
    expect(lost.ok).toBe(true)
    await changeSession(tokens.sessionId, { rotatedAt: new Date(Date.now() - 100_000) })
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`${person.email} wrote a long letter`)).toBeVisible()
    // Rendering with a token that was just issued does not prove that the browser kept it.
    expect(await sessionRow(tokens.sessionId)).toMatchObject({
      generation: 1,
      confirmedGeneration: -1,
    })
    await context.close()
  })
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'
  test(`the page in README cancels an order, without middleware and ${how} JavaScript`, async ({
    browser,
    person,
    server,
  }) => {
    const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled })
    await signIn(context, person, server)
    const page = await context.newPage()
    await page.goto(ORDERS)
    await expect(page).toHaveTitle('Orders · Gatehouse')
    await page.getByRole('button', { name: 'Cancel A teapot' }).click()
    // Reads the cookie, since without the middleware the page does not get the flash.
    const told = async () => {
      const [note] = (await context.cookies()).filter(({ name }) => name === 'gh_flash')
      return decodeURIComponent(note?.value ?? '')
    }
    await expect.poll(told).toMatch(/^done\.cancelled\..*\/dashboard\/orders$/)
    await expect(page.getByRole('button', { name: 'Cancel Two pounds of tea' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Cancel A teapot' })).toHaveCount(0)
    await context.close()
  })
}

import { walk } from '../support/route-walk'
import { BUILD_MS, ORDERS, SECRET, test, UNGUARDED } from '../support/planted-server'
import { uselessCookies } from '../support/useless-cookies'
import { expect, signIn } from './fixtures'

test('without middleware the walk over protected pages finds one that has no guard', async ({
  person,
  server,
}) => {
  // The build comes first.
  test.setTimeout(BUILD_MS)
  const cookies = await uselessCookies(person)
  const found = await walk(server.origin, [{ page: UNGUARDED, cookies, secrets: [SECRET] }])
  expect(found.join('\n')).toContain(SECRET)
})

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

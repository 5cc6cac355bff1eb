import { refreshSession } from '@/lib/sessions/refresh'
import { ask } from '../support/http'
import { LAPTOP } from '../support/people'
import { protectedPages, walk } from '../support/route-walk'
import { changeSession, sessionRow, userIdOf, userRow } from '../support/rows'
import { uselessCookies } from '../support/useless-cookies'
import { test } from '../support/without-middleware'
import { expect, signIn, type Person } from './fixtures'

test('without middleware every protected page refuses requests that have no living session', async ({
  person,
  server,
}) => {
  // The page itself refuses: a redirect of the middleware has no content.
  const { headers } = await ask(`${server.origin}/dashboard`)
  expect(headers['content-type']).toContain('text/html')

  const cookies = await uselessCookies(person)
  const secrets = [person.email, 'Ada Lovelace', 'Log out everywhere']
  const doors = protectedPages(process.cwd()).map((page) => ({ page, cookies, secrets }))
  expect(doors.length).toBeGreaterThan(10)
  expect(await walk(server.origin, doors)).toEqual([])
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
    await page.goto('/dashboard/profile')
    await page.getByLabel('Name', { exact: true }).fill('Grace Hopper')
    await context.clearCookies({ name: 'gh_access' })
    // An answer was lost long ago: the generation that the action sends is old enough to confirm.
    const lost = await refreshSession({ token: tokens.refresh, from: LAPTOP })
    expect(lost.ok).toBe(true)
    await changeSession(tokens.sessionId, { rotatedAt: new Date(Date.now() - 100_000) })
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Grace Hopper')
    await expect.poll(nameOf(person)).toBe('Grace Hopper')
    // Rendering with a token that was just issued does not prove that the browser kept it.
    expect(await sessionRow(tokens.sessionId)).toMatchObject({
      generation: 1,
      confirmedGeneration: -1,
    })
    await context.close()
  })
}

function nameOf({ email }: Person): () => Promise<string> {
  return async () => (await userRow(await userIdOf(email))).name
}

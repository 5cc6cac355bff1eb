/** Grave acts ask who it is again, and lose nothing that was typed. */
import type { BrowserContext, Page } from '@playwright/test'
import { GRAVE_ACTS } from '@/lib/base/grave-acts'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { authorityOf } from '@/lib/permissions/authority'
import { wordsIn } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { callApi, logInDevice } from '../support/api'
import { ask, fromPageOn, multipart } from '../support/http'
import { builtActions } from '../support/operations'
import { givenRole } from '../support/people'
import { changeSession, sessionRow, userIdOf } from '../support/rows'
import { cookieHeader, oldTokensFor, tokensFor } from '../support/session'
import type { TestServer } from '../support/server'
import { inEachWay } from '../support/ways'
import {
  cookieValue,
  expect,
  givenPerson,
  keepTokens,
  shareDatabase,
  test,
  type Person,
} from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

/** An administrator who logged in ten minutes ago. */
async function givenOldLogIn(context: BrowserContext, server: TestServer): Promise<Person> {
  const person = await givenPerson()
  await givenRole(await userIdOf(person.email), 'administrator')
  await keepTokens(context, await oldTokensFor(person), server)
  return person
}

async function confirm(page: Page, password: string, words = wordsIn('en')): Promise<void> {
  await page.getByLabel(words.common.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words.confirm.submit }).click()
}

inEachWay(({ words, expectGood }) => {
  const { confirm: ask, sessions, users } = words

  test('long after the log-in, a role is given only after the password, in the same form', async ({
    context,
    page,
    person,
    server,
  }) => {
    const { password } = await givenOldLogIn(context, server)
    const { form, question: asked, yes } = users.grant
    const userId = await userIdOf(person.email)
    await page.goto(`/admin/users/${userId}`)
    await page.getByLabel(form.label).selectOption('support')
    await page.getByRole('button', { name: form.submit }).click()
    await confirm(page, 'not it at all', words)
    const field = page.getByLabel(words.common.password, { exact: true })
    await expect(field).toHaveAccessibleDescription(ask.faults.wrong)
    await expect(field).toHaveValue('')
    await expectGood(page, 'a wrong password in the form')
    await confirm(page, password, words)
    const question = page.getByRole('dialog')
    await expect(question).toContainText(fill(asked, { user: person.email, role: 'support' }))
    await expectGood(page, 'the question')
    expect((await authorityOf(userId)).roles).toEqual([])
    await question.getByRole('button', { name: fill(yes, { role: 'support' }) }).click()
    await expect(page.getByRole('status')).toContainText(users.done.granted)
    expect((await authorityOf(userId)).roles).toEqual(['support'])
  })

  test('a question that was answered already keeps its answer while the password is asked', async ({
    context,
    page,
    person,
    server,
  }) => {
    const { password } = await givenOldLogIn(context, server)
    const { label } = users.account.deletion
    await page.goto(`/admin/users/${await userIdOf(person.email)}`)
    await page.getByRole('button', { name: label }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('textbox').fill(person.email)
    await question.getByRole('button', { name: label }).click()
    await expect(question).toContainText(ask.first.lead)
    await confirm(page, password, words)
    await expect(page.getByRole('status')).toContainText(users.list.done.deleted)
  })

  test('long after the log-in, the other devices are logged out only with the password', async ({
    context,
    page,
    server,
  }) => {
    const person = await givenOldLogIn(context, server)
    const { sessionId } = await tokensFor(person)
    await page.goto('/dashboard/sessions')
    await page.getByRole('button', { name: sessions.others.label }).click()
    await page.getByRole('button', { name: sessions.others.yes }).click()
    await expect(page.getByRole('dialog')).toContainText(ask.first.lead)
    expect((await sessionRow(sessionId)).endedAt).toBeNull()
    await confirm(page, person.password, words)
    await expect(page.getByText(sessions.outcomes.others)).toBeVisible()
    expect((await sessionRow(sessionId)).endedAt).not.toBeNull()
  })

  test('the page for it leads back to where the user was', async ({ context, page, server }) => {
    const { password } = await givenOldLogIn(context, server)
    await page.goto('/confirm?next=%2Fdashboard%2Fsecurity%3Fa%3Db')
    await page.getByRole('button', { name: ask.submit }).click()
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toHaveText(ask.faults.missing)
    await confirm(page, 'not it at all', words)
    await expect(alert).toHaveText(ask.faults.wrong)
    await expectGood(page, 'a wrong password')
    await confirm(page, password, words)
    await page.waitForURL('**/dashboard/security?a=b')
  })
})

test('a copy of the cookies from before inherits nothing from a confirmation', async ({
  browser,
  context,
  page,
  person,
  server,
}) => {
  const { password } = await givenOldLogIn(context, server)
  const thief = await browser.newContext()
  await thief.addCookies(await context.cookies())
  const before = await cookieValue(context, 'refresh')
  await page.goto('/confirm?next=/admin')
  await confirm(page, password)
  await page.waitForURL('**/admin')
  expect(await cookieValue(context, 'refresh')).toBe(before)

  const target = `/admin/users/${await userIdOf(person.email)}`
  const disable = async (where: Page) => {
    await where.goto(target)
    await where.getByRole('button', { name: 'Disable the account' }).click()
    await where.getByRole('dialog').getByRole('button', { name: 'Disable' }).first().click()
  }
  const stolen = await thief.newPage()
  await disable(stolen)
  await expect(stolen.getByRole('dialog')).toContainText('Nothing has been changed yet.')
  // Not by a refresh either.
  await thief.clearCookies({ name: 'gh_access' })
  await disable(stolen)
  await expect(stolen.getByRole('dialog')).toContainText('Nothing has been changed yet.')
  expect(await cookieValue(thief, 'refresh')).not.toBe(before)

  await disable(page)
  await expect(page.getByRole('status')).toContainText('The account is disabled')
  await thief.close()
})

test('every grave action asks a user who logged in long ago, before anything else', async ({
  context,
  server,
}) => {
  const person = await givenOldLogIn(context, server)
  const cookie = cookieHeader(await oldTokensFor(person))
  const fields = { _1_sure: 'yes', _1_role: 'support', 0: '["$undefined","$K1"]' }
  const actions = builtActions(process.cwd(), 'app/')
  const graves = actions.filter(({ name }) => GRAVE_ACTS.actions.includes(name))
  expect(graves).toHaveLength(GRAVE_ACTS.actions.length)
  for (const { id, name, page } of graves) {
    const { headers, ...form } = multipart(fields)
    const own = { ...headers, ...fromPageOn(server.origin), 'next-action': id, cookie }
    const address = server.origin + page.replace(/\[\w+\]/, 'x')
    const { status, body } = await ask(address, { ...form, headers: own })
    expect([status, body], name).toEqual([200, expect.stringContaining('confirm-first')])
  }
})

test('a device confirms, and then ends another session', async ({ person, server }) => {
  const { origin } = server
  const [first, other] = [await logInDevice(origin, person), await logInDevice(origin, person)]
  await changeSession(first.session_id, { authTime: addSeconds(new Date(), -10 * MINUTE) })
  const refreshed = await callApi(origin, '/auth/refresh', {
    body: { refresh_token: first.refresh_token },
  })
  const token = String(refreshed.json.access_token)
  const end = { method: 'DELETE' }
  const refused = await callApi(origin, `/sessions/${other.session_id}`, { ...end, token })
  expect(refused).toMatchObject({
    status: 401,
    json: { code: 'confirm-first', error: 'insufficient_user_authentication' },
  })
  expect(refused.headers['www-authenticate']).toMatch(
    /^Bearer error="insufficient_user_authentication", .*max_age="300"$/,
  )
  const confirm = (password: string) =>
    callApi(origin, '/auth/confirm', { token, body: { password } })
  expect(await confirm('not it at all')).toMatchObject({
    status: 401,
    json: { code: 'wrong-password' },
  })
  const { status, json } = await confirm(person.password)
  expect([status, Object.keys(json).sort()]).toEqual([
    200,
    ['access_token', 'expires_in', 'session_id', 'token_type'],
  ])
  const again = await callApi(origin, `/sessions/${other.session_id}`, {
    ...end,
    token: String(json.access_token),
  })
  expect(again.status).toBe(204)
  // A log-out needs no proof.
  const own = await callApi(origin, `/sessions/${first.session_id}`, { ...end, token })
  expect(own.status).toBe(204)
})

/** Codes of an authenticator app, from the set-up to the lost phone. */
import type { Page } from '@playwright/test'
import { decodeJwt } from 'jose'
import type { SessionId } from '@/lib/base/ids'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { issueTokens } from '@/lib/sessions/issue'
import { callApi } from '../support/api'
import { codeAt } from '../support/factors'
import { changeSession, sessionRow } from '../support/rows'
import { inEachWay, like, type Walk } from '../support/ways'
import {
  cookieValue,
  expect,
  keepTokens,
  shareDatabase,
  signIn,
  test,
  type Person,
} from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

/** In seconds: codes of the steps around now are right too, each once. */
const STEP = 30
const soon = (steps = 0) => new Date(Date.now() + steps * STEP * 1000)

inEachWay(({ words, expectGood }) => {
  const { secondFactor } = words
  const { authenticator, logIn: atCode, recoveryCodes } = secondFactor

  test('a user sets up an authenticator app, logs in with its code, and with a recovery code when the phone is lost', async ({
    browser,
    context,
    page,
    person,
    server,
  }) => {
    await signIn(context, person, server)
    await page.goto('/dashboard/security')
    await expectGood(page, 'security without codes')
    await page.getByRole('link', { name: secondFactor.card.setUp }).click()
    await page.getByRole('button', { name: authenticator.begin }).click()
    const picture = page.getByRole('img', { name: authenticator.scan.picture })
    await expect(picture).toBeVisible()
    await expectGood(page, 'the picture to scan')
    const key = await keyOn(page)

    await enterCode(page, '000 000')
    await page.getByRole('button', { name: authenticator.check.submit }).click()
    await expect(codeField(page)).toHaveAccessibleDescription(new RegExp(secondFactor.faults.wrong))
    expect(await keyOn(page)).toBe(key)
    await expectGood(page, 'a wrong code')
    await enterCode(page, codeAt(key, soon(-1)))
    await page.getByRole('button', { name: authenticator.check.submit }).click()
    await expect(page.getByRole('heading', { name: recoveryCodes.fresh.title })).toBeVisible()
    const codes = await page.locator('ol li').allTextContents()
    expect(codes).toHaveLength(10)
    await expectGood(page, 'new recovery codes')
    await page.getByRole('link', { name: recoveryCodes.fresh.saved }).click()
    await expect(page.getByRole('link', { name: secondFactor.card.codes })).toBeVisible()
    await expectGood(page, 'security with codes')

    const other = await browser.newContext()
    const phone = await other.newPage()
    await phone.setViewportSize(page.viewportSize() ?? { width: 390, height: 844 })
    await givePassword(phone, person, server.origin, words)
    await expect(phone.getByRole('heading', { name: atCode.title })).toBeVisible()
    expect(await cookieValue(other, 'access')).toBeNull()
    expect(await cookieValue(other, 'refresh')).toBeNull()
    await expectGood(phone, 'the question for a code')
    await phone.goto(`${server.origin}/dashboard`)
    await expect(phone).toHaveURL(/\/login/)
    await givePassword(phone, person, server.origin, words)
    await enterCode(phone, '123456')
    await phone.getByRole('button', { name: atCode.submit }).click()
    await expect(codeField(phone)).toHaveAccessibleDescription(
      new RegExp(secondFactor.faults.wrong),
    )
    await enterCode(phone, codeAt(key, soon()))
    await phone.getByRole('checkbox', { name: atCode.trust }).check()
    await phone.getByRole('button', { name: atCode.submit }).click()
    await expect(phone).toHaveURL(/\/dashboard$/)
    // An open page notices that its session is gone, and would leave by itself.
    await phone.goto('about:blank')
    await other.clearCookies({ name: /access|refresh/ })
    await givePassword(phone, person, server.origin, words)
    await expect(phone).toHaveURL(/\/dashboard$/)
    await other.close()

    const lost = await browser.newContext()
    const desk = await lost.newPage()
    await givePassword(desk, person, server.origin, words)
    await enterCode(desk, (codes[0] ?? '').toUpperCase().replaceAll('-', ' '))
    await desk.getByRole('button', { name: atCode.submit }).click()
    await expect(desk).toHaveURL(/\/dashboard$/)
    // Long after that log-in, the lost app is removed without one of its codes.
    const { sid } = decodeJwt<{ sid: SessionId }>((await cookieValue(lost, 'access')) ?? '')
    await changeSession(sid, { authTime: addSeconds(new Date(), -10 * MINUTE) })
    await keepTokens(lost, await issueTokens(await sessionRow(sid), new Date()), server)
    await desk.goto(`${server.origin}/dashboard/security/authenticator`)
    await expect(desk.getByText(like(secondFactor.recovering))).toBeVisible()
    await expectGood(desk, 'the app of a user who used a recovery code')
    await desk.getByRole('button', { name: authenticator.remove.label }).click()
    await desk.getByRole('button', { name: authenticator.remove.yes }).click()
    const again = desk.getByLabel(words.common.password, { exact: true })
    await expect(again).toBeVisible()
    await expect(codeField(desk)).toHaveCount(0)
    await again.fill(person.password)
    await desk.getByRole('button', { name: words.confirm.submit }).click()
    await expect(desk.getByText(authenticator.outcomes.removed)).toBeVisible()
    await lost.close()
  })
})

test('a device is asked for a code too, and gets its tokens by the token that it was answered with', async ({
  context,
  page,
  person,
  server,
}) => {
  await signIn(context, person, server)
  await page.goto('/dashboard/security/authenticator')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  const key = await keyOn(page)
  await enterCode(page, codeAt(key, soon(-1)))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  const { email, password } = person
  const asked = await callApi(server.origin, '/auth/login', { body: { email, password } })
  expect(asked.status).toBe(401)
  expect(asked.json).toMatchObject({
    code: 'mfa-required',
    error: 'mfa_required',
    methods: ['authenticator', 'recovery-code'],
  })
  const pending_token = String(asked.json.pending_token)
  const send = (code: string) =>
    callApi(server.origin, '/auth/code', { body: { pending_token, code } })
  expect(await send('000000')).toMatchObject({ status: 401, json: { code: 'wrong-code' } })
  const code = codeAt(key, soon())
  expect(await send(code)).toMatchObject({ status: 200, json: { token_type: 'Bearer' } })
  expect(await send(code)).toMatchObject({ status: 401, json: { code: 'log-in-expired' } })
})

const codeField = (page: Page) => page.getByLabel('Code', { exact: true })

async function enterCode(page: Page, code: string): Promise<void> {
  await codeField(page).fill(code)
}

/** The key beside the picture, which a user types who cannot scan. */
async function keyOn(page: Page): Promise<string> {
  const text = await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()
  return (text ?? '').replaceAll(' ', '')
}

async function givePassword(
  page: Page,
  { email, password }: Person,
  origin: string,
  words: Walk['words'],
): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.getByLabel(words.logIn.form.email).fill(email)
  await page.getByLabel(words.common.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words.logIn.form.submit, exact: true }).click()
}

/** A second factor that is demanded: the grace, and the log-in that begins with setting one up. */
import type { Browser, Page } from '@playwright/test'
import { wordsIn } from '@/lib/words/catalogues'
import { addSeconds, DAY } from '@/lib/base/time'
import { expectAccessible } from '../support/accessible'
import { callApi } from '../support/api'
import { codeAt } from '../support/factors'
import { changeUser, userIdOf } from '../support/rows'
import { VirtualAuthenticator } from '../support/virtual-authenticator'
import { fillLogIn, inEachWay, like } from '../support/ways'
import { cookieValue, expect, givenAdministrator, shareDatabase, test } from './fixtures'

test.use({ settings: { SECOND_FACTOR: 'required' } })
// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

/** The user was told this many days ago. */
async function givenTold(email: string, days: number): Promise<void> {
  const secondFactorAskedAt = addSeconds(new Date(), -days * DAY)
  await changeUser(await userIdOf(email), { secondFactorAskedAt })
}

inEachWay(({ words, expectGood }) => {
  const { checkUp, secondFactor } = words
  const { authenticator, demanded, enrol, recoveryCodes } = secondFactor

  test('a user is told, logs in for 14 days without a second factor, and then sets one up to log in', async ({
    browser,
    page,
    person,
    server,
  }) => {
    await page.goto('/login')
    await fillLogIn(page, person, words)
    await expect(page).toHaveURL(/\/dashboard$/)
    const notice = page.getByRole('region', { name: demanded.grace.title })
    await expect(notice).toHaveText(like(demanded.grace.text))
    await expectGood(page, 'the notice of the grace')
    await notice.getByRole('link', { name: demanded.setUp }).click()
    await expect(page).toHaveURL(/\/dashboard\/security$/)

    await givenTold(person.email, 15)
    await page.goto('/dashboard')
    const late = page.getByRole('region', { name: demanded.over.title })
    await expect(late).toHaveText(like(demanded.over.text))
    await expectGood(page, 'the notice after the grace')

    const other = await otherBrowser(browser, page)
    await other.goto(`${server.origin}/login?next=${encodeURIComponent('/dashboard/activity')}`)
    await fillLogIn(other, person, words)
    await expect(other.getByRole('heading', { name: enrol.title })).toBeVisible()
    expect(await cookieValue(other.context(), 'access')).toBeNull()
    expect(await cookieValue(other.context(), 'refresh')).toBeNull()
    await expectGood(other, 'the set-up in place of a log-in')
    const key = await keyOn(other)
    await other.goto(`${server.origin}/dashboard`)
    await expect(other).toHaveURL(/\/login\?/)
    await other.goto(`${server.origin}/login/code`)
    await expect(
      other.getByRole('heading', { name: secondFactor.logIn.expired.title }),
    ).toBeVisible()

    const next = encodeURIComponent('/dashboard/activity')
    await other.goto(`${server.origin}/login/set-up?next=${next}`)
    expect(await keyOn(other)).toBe(key)
    await enterCode(other, '000 000')
    await other.getByRole('button', { name: enrol.submit }).click()
    await expect(codeField(other)).toHaveAccessibleDescription(
      new RegExp(secondFactor.faults.wrong),
    )
    expect(await keyOn(other)).toBe(key)
    await expectGood(other, 'a wrong first code')
    await enterCode(other, codeAt(key, new Date()))
    await other.getByRole('button', { name: enrol.submit }).click()
    await expect(other.getByRole('heading', { name: recoveryCodes.fresh.title })).toBeVisible()
    expect(await other.locator('ol li').allTextContents()).toHaveLength(10)
    await expect(other.getByRole('heading', { name: enrol.done.title })).toBeVisible()
    await expectGood(other, 'recovery codes after the log-in')
    await other.getByRole('link', { name: recoveryCodes.fresh.saved }).click()
    await expect(other).toHaveURL(/\/dashboard\/activity$/)
    await other.goto(`${server.origin}/dashboard/security/authenticator`)
    await expect(other.getByText(authenticator.kept)).toBeVisible()
    await expect(other.getByRole('button', { name: authenticator.remove.label })).toHaveCount(0)
    await expectGood(other, 'an app that must stay')
    await other.getByRole('button', { name: authenticator.replace.label }).click()
    await expect(other.getByText(authenticator.replace.waits)).toBeVisible()
    const newKey = await keyOn(other)
    expect(newKey).not.toBe(key)
    await expectGood(other, 'another app to scan')
    await enterCode(other, codeAt(newKey, new Date()))
    await other.getByRole('button', { name: authenticator.check.submit }).click()
    await expect(other.getByRole('heading', { name: recoveryCodes.fresh.title })).toBeVisible()
    await other.getByRole('link', { name: recoveryCodes.fresh.saved }).click()
    await expect(other).toHaveURL(/\/dashboard\/security$/)
    await other.getByRole('link', { name: secondFactor.card.codes }).click()
    const { label, yes } = recoveryCodes.renew
    await other.getByRole('button', { name: label, exact: true }).click()
    await other.getByRole('button', { name: yes, exact: true }).click()
    await expect(other.getByRole('heading', { name: recoveryCodes.fresh.title })).toBeVisible()
    await expectGood(other, 'renewed recovery codes')
    await other.goto(`${server.origin}/login/set-up`)
    await expect(other.getByRole('heading', { name: enrol.done.title })).toBeVisible()
    await expectGood(other, 'nothing to set up')
    await other.context().close()

    await page.goto('/dashboard')
    await expect(page.getByRole('region', { name: checkUp.title })).toContainText(
      checkUp.texts.secondFactor.good,
    )
    await expect(late).toHaveCount(0)
  })
})

test('an administrator sees the notice on the pages of administration too', async ({
  page,
  server,
}) => {
  await givenAdministrator(page, server)
  await page.goto('/admin')
  await expect(
    page.getByRole('region', { name: 'This account needs a second factor' }),
  ).toBeVisible()
})

test('a passkey is a second factor too, and the password then asks for it', async ({
  page,
  person,
}) => {
  const words = wordsIn('en')
  const authenticator = await VirtualAuthenticator.addTo(page)
  await page.goto('/login')
  await fillLogIn(page, person, words)
  await expect(page).toHaveURL(/\/dashboard$/)
  const notice = page.getByRole('region', { name: 'This account needs a second factor' })
  await expect(notice).toBeVisible()
  await page.goto('/dashboard/security/passkeys')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Your passkey is ready.')).toBeVisible()
  await expect(notice).toHaveCount(0)
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByRole('button', { name: 'Yes, remove it' }).click()
  await expect(page.getByText('this is its only one')).toBeVisible()

  await page.context().clearCookies({ name: /access|refresh/ })
  await authenticator.setPrompt(false)
  await page.goto('/login')
  await fillLogIn(page, person, words)
  await expect(page.getByRole('heading', { name: 'Show your passkey' })).toBeVisible()
  await expect(codeField(page)).toHaveCount(0)
  await expectAccessible(page, 'the question for a passkey', 'all')
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/login/)
  await fillLogIn(page, person, words)
  await expect(page.getByRole('heading', { name: 'Show your passkey' })).toBeVisible()
  await authenticator.setPrompt(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
})

test('a device is told to set a second factor up in a browser, and gets no tokens', async ({
  person,
  server,
}) => {
  const { email, password } = person
  const ask = () => callApi(server.origin, '/auth/login', { body: { email, password } })
  expect(await ask()).toMatchObject({ status: 200, json: { token_type: 'Bearer' } })
  await givenTold(email, 15)
  const refused = await ask()
  expect(refused).toMatchObject({ status: 403, json: { code: 'mfa-enrolment-required' } })
  expect(refused.json).not.toHaveProperty('pending_token')
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

/** As wide as this one; `browser.newContext` takes its language and scripts from the way. */
async function otherBrowser(browser: Browser, page: Page): Promise<Page> {
  const other = await (await browser.newContext()).newPage()
  await other.setViewportSize(page.viewportSize() ?? { width: 390, height: 844 })
  return other
}

/** The cookie by which log-ins recognise a browser, and the list of a user's browsers. */
import { transaction } from '@/db/connection'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { grantDevice } from '@/lib/devices/known-device'
import { LOG_IN_ACCOUNT } from '@/lib/rate-limits/limits'
import { takeAttempt } from '@/lib/rate-limits/take'
import { fill } from '@/lib/words/text'
import { ask } from '../support/http'
import { PHONE } from '../support/people'
import { userIdOf } from '../support/rows'
import { fillLogIn, inEachWay, like } from '../support/ways'
import { cookiesOfSession, expect, shareDatabase, test } from './fixtures'
import type { BrowserContext } from '@playwright/test'

test.beforeEach(({ server }) => shareDatabase(server))

async function deviceCookies(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name === 'gh_device')
}

inEachWay(({ words, expectGood }) => {
  const { accounts, common, devMail, letIn } = words
  const { browsers } = words.security

  test('log-in makes the browser a known one, which the user sees and can forget', async ({
    page,
    context,
    person,
  }) => {
    const userId = await userIdOf(person.email)
    const phone = { secret: newDeviceSecret(), from: PHONE }
    await transaction({ locks: 'all' }, () => grantDevice(userId, 'log-in', phone, new Date()))
    const logIn = async (password: string) => {
      await page.goto('/login?next=%2Fdashboard%2Fsecurity')
      await fillLogIn(page, { ...person, password }, words)
    }
    await logIn('a wrong passphrase')
    await expect(page.getByText(words.logIn.faults.incorrect)).toBeVisible()
    expect(await deviceCookies(context)).toEqual([])

    await logIn(person.password)
    await page.waitForURL('**/dashboard/security')
    const [cookie, ...others] = await deviceCookies(context)
    expect(others).toEqual([])
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(cookie?.value).toMatch(/^[\w-]{43}$/)
    const days = ((cookie?.expires ?? 0) - Date.now() / 1000) / (24 * 3600)
    expect(days).toBeGreaterThan(399)
    expect(days).toBeLessThanOrEqual(400)

    const safari = { browser: fill(words.devices.onSystem, { browser: 'Safari', system: 'iOS' }) }
    const list = page.getByRole('list', { name: browsers.list, exact: true })
    await expect(list.getByRole('listitem')).toHaveCount(2)
    await expect(list.getByRole('listitem').first()).toContainText(browsers.thisBrowser)
    await page.getByRole('button', { name: fill(browsers.one.name, safari) }).click()
    const question = page.getByRole('dialog', { name: fill(browsers.one.question, safari) })
    await expectGood(page, 'the question')
    await question.getByRole('button', { name: common.cancel }).click()
    await expect(question).toBeHidden()
    await page.getByRole('button', { name: fill(browsers.one.name, safari) }).click()
    await question.getByRole('button', { name: browsers.one.yes }).click()
    await expect(page.getByRole('status')).toContainText(browsers.outcomes.forgotten)
    await expect(list.getByRole('listitem')).toHaveCount(1)
    await expectGood(page, 'a browser is forgotten')

    await page.getByRole('button', { name: common.logOut, exact: true }).first().click()
    await page.waitForURL('**/login')
    expect(await cookiesOfSession(context)).toEqual([])
    await logIn(person.password)
    await page.waitForURL('**/dashboard/security')
    expect((await deviceCookies(context)).map(({ value }) => value)).toEqual([cookie?.value])
    await expect(list.getByRole('listitem')).toHaveCount(1)
  })

  test('a link in a mail lets a new browser log in while strangers guess', async ({
    page,
    context,
    person,
  }) => {
    const strangers = [{ limit: LOG_IN_ACCOUNT, key: [person.email] }]
    for (let i = 0; i < LOG_IN_ACCOUNT.tries; i += 1) await takeAttempt(strangers)
    await page.goto('/login')
    await fillLogIn(page, person, words)
    await expect(page.getByText(like(accounts.throttled.tooMany))).toBeVisible()
    await expectGood(page, 'the user must wait')
    const offer = page.getByRole('button', { name: letIn.offer.submit })
    await offer.click()
    await expect(page.getByText(like(letIn.sent))).toContainText(person.email)
    await expect(offer).toBeHidden()
    await expectGood(page, 'the link is sent')

    const link = page.getByRole('listitem').filter({ hasText: person.email }).getByText('/let-in?')
    await expect(async () => {
      await page.goto('/dev/mail')
      await expect(link).toBeVisible({ timeout: 500 })
    }).toPass()
    await expect(page.getByRole('heading', { name: devMail.title })).toBeVisible()
    await expectGood(page, 'the mails of this computer')
    const url = (await link.getAttribute('href')) ?? ''
    // Mail scanners open the links in a mail.
    for (const method of ['GET', 'HEAD']) expect((await ask(url, { method })).status).toBe(200)
    await page.goto(url)
    await expect(page.getByText(person.email)).toBeVisible()
    await expectGood(page, 'the page of the link')
    expect(await context.cookies()).toEqual([])
    await page.getByRole('button', { name: letIn.form.submit }).click()
    await page.waitForURL('**/login')
    await expect(page.getByText(words.logIn.why.known)).toBeVisible()
    await fillLogIn(page, person, words)
    await page.waitForURL('**/dashboard')
    await page.goto(url)
    await expect(page.getByRole('heading', { name: accounts.badLink.title })).toBeVisible()
  })
})

import { PASSWORD } from '../support/accounts'
import {
  anotherBrowser,
  fillSignUp,
  linkTo,
  mailsTo,
  scan,
  subjectOf,
  test as base,
  verifyWith,
} from '../support/mail-journeys'
import { fillLogIn, inEachWay, like } from '../support/ways'
import { expect } from './fixtures'

const test = base.extend({
  settings: [
    async ({ mail }, use) => {
      const trusted = { TRUSTED_PROXIES: '127.0.0.1,::1' }
      await use({ SMTP_URL: mail.url, EMAIL_VERIFICATION: 'required', ...trusted })
    },
    { scope: 'worker' },
  ],
})

inEachWay(({ screen, locale, javaScriptEnabled, words, expectGood }) => {
  const { badLink, first } = words.verifyEmail
  const subject = subjectOf('verify-address', locale)

  test('where the address must be confirmed first, log-in waits for it, and the link works once', async ({
    browser,
    mail,
    page,
    server,
  }) => {
    const email = `waiting-${screen}-${locale}-${javaScriptEnabled}@example.com`
    await fillSignUp(page, email, PASSWORD, words)
    await linkTo(mail, email, subject)
    await page.goto('/login')
    await fillLogIn(page, { email, password: PASSWORD }, words)
    await expect(page.getByRole('alert').filter({ hasText: like(first) })).toContainText(email)
    await expect(page).toHaveURL('/login')
    await expectGood(page, 'log-in waits')
    await expect.poll(() => mailsTo(mail, email, subject)).toHaveLength(2)

    const link = await linkTo(mail, email, subject)
    await scan(link)
    await page.goto(link)
    await verifyWith(page, PASSWORD, words)
    await page.waitForURL('**/dashboard')
    const elsewhere = await anotherBrowser(browser, server.origin)
    await elsewhere.goto(link)
    await expect(elsewhere.getByRole('heading', { name: badLink.title })).toBeVisible()
    await elsewhere.goto('/login')
    await fillLogIn(elsewhere, { email, password: PASSWORD }, words)
    await elsewhere.waitForURL('**/dashboard')
    await elsewhere.context().close()
  })
})

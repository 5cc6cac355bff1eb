/** What a user does with mail, in real browsers and with a real mail server. */
import type { Browser, Page } from '@playwright/test'
import { PASSWORD } from '../support/accounts'
import {
  anotherBrowser,
  chooseNewPassword,
  fillSignUp,
  linkTo,
  mailsTo,
  mailTo,
  NEW_PASSWORD,
  scan,
  subjectOf,
  test,
  verifyWith,
} from '../support/mail-journeys'
import { changeUser, userIdOf, userRow } from '../support/rows'
import { fillLogIn, inEachWay, like, type Walk } from '../support/ways'
import { expect } from './fixtures'

inEachWay((walk) => {
  const { javaScriptEnabled, locale, words, expectGood } = walk
  const { accounts, common, forgotPassword, logIn, notMe, verifyEmail } = words
  const { address } = words.profile

  test('a user who forgot the password chooses a new one with a link that scanners opened first', async ({
    browser,
    mail,
    page,
    person,
    server,
  }) => {
    await page.goto('/login')
    await page.getByRole('link', { name: forgotPassword.link }).click()
    await page.waitForURL('**/forgot-password')
    await page.getByLabel(forgotPassword.form.email).fill(person.email)
    await page.getByRole('button', { name: forgotPassword.form.submit }).click()
    await expect(page.getByRole('status').filter({ hasText: person.email })).toBeVisible()
    await expectGood(page, 'the link is sent')
    const link = await linkTo(mail, person.email, subjectOf('password-reset', locale))
    await scan(link)
    await scanWithScripts(browser, link)

    const elsewhere = await anotherBrowser(browser, server.origin)
    await elsewhere.goto(link)
    await expectGood(elsewhere, 'the page of the link')
    await chooseNewPassword(elsewhere, words)
    await expect(elsewhere.getByText(logIn.why.reset)).toBeVisible()
    await fillLogIn(elsewhere, { ...person, password: NEW_PASSWORD }, words)
    await elsewhere.waitForURL('**/dashboard')

    await page.goto(link)
    await expect(page.getByRole('heading', { name: accounts.badLink.title })).toBeVisible()
    await expectGood(page, 'the link was used')
    await page.getByRole('link', { name: forgotPassword.link }).click()
    await expect(page.getByRole('button', { name: forgotPassword.form.submit })).toBeVisible()
    await elsewhere.context().close()
  })

  test('sign-up says the same for a free and a taken address, and the mails tell them apart', async ({
    browser,
    mail,
    page,
    person,
    server,
  }) => {
    const { banner, resend } = verifyEmail
    const wait = page.getByText(like(resend.wait))
    const stranger = await anotherBrowser(browser, server.origin)
    const free = `free-${person.email}`
    const told: string[] = []
    for (const [where, email] of [
      [page, free],
      [stranger, person.email],
    ] as const) {
      await fillSignUp(where, email, PASSWORD, words)
      if (javaScriptEnabled) await expect(where.getByText(like(resend.wait))).toBeVisible()
      const says = await where.locator('body').innerText()
      told.push(says.replaceAll(email, 'ADDRESS').replace(like(resend.wait), ''))
    }
    expect(told[0]).toContain(verifyEmail.mailed.replace('{email}', 'ADDRESS'))
    expect(told[1]).toBe(told[0])
    await expectGood(page, 'signed up')
    const { mail: notice } = await mailTo(mail, person.email, subjectOf('account-exists', locale))
    expect(notice.text).toContain(`${server.origin}/forgot-password`)
    const first = await linkTo(mail, free, subjectOf('verify-address', locale))
    await stranger.context().close()

    // The address need not be confirmed yet.
    await page.goto('/login')
    await fillLogIn(page, { email: free, password: PASSWORD }, words)
    await page.waitForURL('**/dashboard')
    const asked = page.getByRole('region', { name: banner.title })
    await asked.getByRole('button', { name: resend.submit }).click()
    await expect(asked.getByRole('status')).toContainText(free)
    await expect(wait).toBeVisible({ visible: javaScriptEnabled })
    await expectGood(page, 'the banner')
    const links = () => mailsTo(mail, free, subjectOf('verify-address', locale))
    await expect.poll(links).toHaveLength(2)

    const elsewhere = await anotherBrowser(browser, server.origin)
    await elsewhere.goto(first)
    await expect(elsewhere.getByRole('heading', { name: verifyEmail.badLink.title })).toBeVisible()
    await expectGood(elsewhere, 'a link that was replaced')
    await elsewhere.goto(await linkTo(mail, free, subjectOf('verify-address', locale)))
    await verifyWith(elsewhere, 'not it at all', words)
    const { wrongPassword } = verifyEmail
    await expect(elsewhere.getByRole('alert').filter({ hasText: wrongPassword })).toBeVisible()
    await expectGood(elsewhere, 'a wrong password')
    await verifyWith(elsewhere, PASSWORD, words)
    await elsewhere.waitForURL('**/dashboard')
    await expect(elsewhere.getByText(verifyEmail.done)).toBeVisible()
    await page.goto('/dashboard')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(asked).toBeHidden()
    await elsewhere.context().close()
  })

  test('a user changes the address, and the owner of the old mailbox undoes it', async ({
    browser,
    dashboard,
    mail,
    person,
    server,
  }) => {
    const userId = await userIdOf(person.email)
    await changeUser(userId, { locale })
    const email = `moved-${person.email}`
    await dashboard.goto('/dashboard/profile')
    await dashboard.getByLabel(address.form.email).fill(email)
    await dashboard.getByRole('button', { name: address.form.submit }).click()
    await expect(dashboard.getByRole('status').filter({ hasText: email })).toBeVisible()
    await expectGood(dashboard, 'the link is sent')
    const link = await linkTo(mail, email, subjectOf('change-address', locale))
    await mailTo(mail, person.email, subjectOf('address-changing', locale))
    expect((await userRow(userId)).email).toBe(person.email)

    const elsewhere = await anotherBrowser(browser, server.origin)
    await elsewhere.goto(link)
    await elsewhere.waitForURL('**/login?**')
    await fillLogIn(elsewhere, person, words)
    const yes = elsewhere.getByRole('button', { name: address.confirm.submit })
    await expect(yes).toBeVisible()
    await expectGood(elsewhere, 'the page of the link')
    await yes.click()
    await expect(elsewhere.getByText(address.changed)).toBeVisible()
    expect(await userRow(userId)).toMatchObject({ email, emailVerifiedAt: expect.any(Date) })
    await elsewhere.goto(link)
    await expect(elsewhere.getByText(address.refusals['bad-link'])).toBeVisible()
    await expectGood(elsewhere, 'the link was used')

    const undo = await linkTo(mail, person.email, subjectOf('address-changed', locale))
    const old = await anotherBrowser(browser, server.origin)
    await scan(undo)
    await old.goto(undo)
    await expect(old.getByRole('main')).toContainText(person.email)
    await expectGood(old, 'the page of the link that undoes it')
    await old.getByRole('button', { name: notMe.form.submit }).click()
    await old.waitForURL('**/reset-password?**')
    for (const page of [dashboard, elsewhere]) await expectLoggedOut(page, walk)
    expect((await userRow(userId)).email).toBe(person.email)

    await chooseNewPassword(old, words)
    await fillLogIn(old, { email, password: NEW_PASSWORD }, words)
    await expect(old.getByText(logIn.faults.incorrect)).toBeVisible()
    await fillLogIn(old, { ...person, password: NEW_PASSWORD }, words)
    await old.waitForURL('**/dashboard')
    await Promise.all([old, elsewhere].map((one) => one.context().close()))
  })

  test('the notice of a changed password says when, on which device and from where, and takes the account back', async ({
    browser,
    dashboard,
    mail,
    person,
    server,
  }) => {
    const { facts } = words.mails
    await changeUser(await userIdOf(person.email), { locale })
    await dashboard.goto('/dashboard/security')
    const { currentPassword, newPassword } = accounts
    await dashboard.getByLabel(currentPassword.label, { exact: true }).fill(person.password)
    await dashboard.getByLabel(newPassword.label, { exact: true }).fill(NEW_PASSWORD)
    await dashboard.getByRole('button', { name: words.security.form.submit }).click()
    await expect(dashboard.getByText(words.security.done)).toBeVisible()
    const subject = subjectOf('password-changed', locale)
    const notice = await mailTo(mail, person.email, subject)
    expect(notice.mail.text).toMatch(
      new RegExp(
        `^${facts.when}: .*\\d{4}.*\\n${facts.device}: .*Chrome.*\\n${facts.network}: \\S.*$`,
        'm',
      ),
    )
    expect(notice.mail.html).toContain('Chrome')

    const link = await linkTo(mail, person.email, subject)
    const owner = await anotherBrowser(browser, server.origin)
    await scan(link)
    await owner.goto(link)
    await expect(owner.getByText(like(notMe.lead))).toContainText(person.email)
    await owner.getByRole('button', { name: notMe.form.submit }).click()
    await owner.waitForURL('**/reset-password?**')
    await expectLoggedOut(dashboard, walk)
    await chooseNewPassword(owner, words)
    await fillLogIn(owner, { ...person, password: NEW_PASSWORD }, words)
    await owner.waitForURL('**/dashboard')
    await owner.goto(link)
    await expect(owner.getByText(notMe.badLink)).toBeVisible()
    await expect(owner.getByRole('link', { name: common.logIn })).toBeVisible()
    await owner.context().close()
  })
})

/** A page of an ended session leaves by itself, where it can. */
async function expectLoggedOut(page: Page, { javaScriptEnabled, words }: Walk): Promise<void> {
  if (!javaScriptEnabled) {
    await page.goto('/dashboard')
    await page.getByRole('button', { name: words.refresh.form.submit }).click()
  }
  await page.waitForURL('**/login?**')
}

/** Opens a link with scripts, as some scanners do. */
async function scanWithScripts(browser: Browser, link: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: true })
  const page = await context.newPage()
  await page.goto(link)
  await page.reload({ waitUntil: 'networkidle' })
  await context.close()
}

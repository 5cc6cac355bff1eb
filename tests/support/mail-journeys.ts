/** What journeys with mail share: a server with a real mail server, mailboxes and their links. */
import type { Browser, Page } from '@playwright/test'
import type { Locale } from '@/lib/base/locales'
import type { MailKind } from '@/lib/mail/kinds'
import { wordsIn, type Words } from '@/lib/words/catalogues'
import { expect, shareDatabase, test as base } from '../e2e/fixtures'
import { ask } from './http'
import { startMailServer, type MailServer, type Received } from './smtp'

export const NEW_PASSWORD = 'nine otters under a piano'
let networks = 0

export const test = base.extend<{ ownDatabase: undefined }, { mail: MailServer }>({
  mail: [
    async ({}, use) => {
      const mail = await startMailServer()
      await use(mail)
      await mail.stop()
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ mail }, use) => {
      await use({
        SMTP_URL: mail.url,
        MAIL_FROM: 'Gatehouse <post@gatehouse.example>',
        EMAIL_VERIFICATION: 'asked',
        TRUSTED_PROXIES: '127.0.0.1,::1',
      })
    },
    { scope: 'worker' },
  ],
  // Each test from a network of its own, since one may have few mails sent in an hour.
  extraHTTPHeaders: async ({}, use) => {
    networks += 1
    await use({ 'x-forwarded-for': `10.1.${networks >> 8}.${networks & 255}` })
  },
  ownDatabase: [
    async ({ server }, use) => {
      // Another test file in this process may have opened the database of its own server.
      await shareDatabase(server)
      await use(undefined)
    },
    { auto: true },
  ],
})

/** A browser with no cookies. */
export async function anotherBrowser(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL })).newPage()
}

/** Opens a link twice, as the scanners of mail servers do. */
export async function scan(link: string): Promise<void> {
  for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
    expect((await ask(link, { method })).status).toBe(200)
  }
}

export function subjectOf(kind: MailKind, locale: Locale): string {
  return wordsIn(locale).mails.kinds[kind].subject.replace('{app}', 'Gatehouse')
}

export function mailsTo({ received }: MailServer, to: string, subject: string): Received[] {
  return received.filter((one) => one.to.includes(to) && one.mail.subject === subject)
}

/** The newest mail to this address with this subject, once there is one. */
export async function mailTo(mail: MailServer, to: string, subject: string): Promise<Received> {
  await expect.poll(() => mailsTo(mail, to, subject), { intervals: [50] }).not.toHaveLength(0)
  const newest = mailsTo(mail, to, subject).at(-1)
  if (!newest) throw new Error(`No mail for ${to}`)
  return newest
}

/** The link of that mail. */
export async function linkTo(mail: MailServer, to: string, subject: string): Promise<string> {
  const { text } = (await mailTo(mail, to, subject)).mail
  const [link] = /https?:\/\/\S+\?token=\S+/.exec(text ?? '') ?? []
  if (!link) throw new Error(`No link in ${text}`)
  return link
}

export async function fillSignUp(
  page: Page,
  email: string,
  password: string,
  { common, signUp }: Words,
): Promise<void> {
  await page.goto('/signup')
  await page.getByLabel(common.email).fill(email)
  await page.getByLabel(common.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: signUp.form.submit }).click()
  await expect(page.getByRole('status').filter({ hasText: email })).toBeVisible()
}

/** Confirms an address with the password of the account. */
export async function verifyWith(page: Page, password: string, words: Words): Promise<void> {
  await page.getByLabel(words.common.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words.verifyEmail.form.submitWithPassword }).click()
}

export async function chooseNewPassword(page: Page, words: Words): Promise<void> {
  const { accounts, resetPassword } = words
  await page.getByLabel(accounts.newPassword.label, { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('button', { name: resetPassword.form.submit }).click()
  await page.waitForURL('**/login')
}

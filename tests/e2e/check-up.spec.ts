/** The security check-up on the overview, and where each of its steps leads. */
import type { Page } from '@playwright/test'
import { authenticate } from '@/lib/sessions/authenticate'
import { refreshSession } from '@/lib/sessions/refresh'
import type { Words } from '@/lib/words/catalogues'
import { plural } from '@/lib/words/text'
import { givenAuthenticator } from '../support/factors'
import { linkTo, NEW_PASSWORD, subjectOf, test } from '../support/mail-journeys'
import { LAPTOP, PHONE } from '../support/people'
import { changePasswords } from '../support/rows'
import { tokensFor } from '../support/session'
import { inEachWay, like } from '../support/ways'
import { cookieValue, expect, type Person } from './fixtures'

inEachWay(({ locale, words, expectGood }) => {
  const { checkUp, ownIncidents, verifyEmail } = words
  const { steps, texts } = checkUp

  test('the check-up names what to do, each step leads there, and then everything is good', async ({
    dashboard: page,
    mail,
    person,
  }) => {
    const card = page.getByRole('region', { name: checkUp.title })
    const take = async (step: string) => {
      await page.goto('/dashboard')
      await card.getByRole('link', { name: step }).click()
    }
    await changePasswords({ strength: 1 })
    await tokensFor(person)
    await givenIncident(person)
    await page.goto('/dashboard')
    await expect(card).toContainText(checkUp.lead.open)
    await expect(card.getByRole('listitem')).toHaveText([
      like(plural(locale, texts.incidents.open, 1)),
      like(texts.address.open),
      like(texts.password.weak),
      like(texts.secondFactor.open),
      like(plural(locale, texts.devices.known, 2)),
    ])
    await expectGood(page, 'something to do')

    await take(steps.incidents)
    await expect(page).toHaveURL('/dashboard#incidents-title')
    await page.getByRole('button', { name: ownIncidents.box.thisWasMe }).click()
    await expect(page.getByText(ownIncidents.box.thanks)).toBeVisible()
    await expectGood(page, 'an answered incident')
    await take(steps.verify)
    await page.waitForURL('**/dashboard/profile')
    await page.getByRole('button', { name: verifyEmail.resend.submit }).click()
    await page.goto(await linkTo(mail, person.email, subjectOf('verify-address', locale)))
    await page.getByRole('button', { name: verifyEmail.form.submit }).click()
    await expect(page.getByText(verifyEmail.done)).toBeVisible()
    await take(steps.password)
    await page.waitForURL('**/dashboard/security')
    await changePassword(page, person, words)
    await take(steps.setUp)
    await page.waitForURL('**/dashboard/security')
    await givenFactor(page)
    await take(steps.devices)
    await page.waitForURL('**/dashboard/sessions')

    await page.goto('/dashboard')
    await expect(card).toContainText(checkUp.lead.good)
    await expect(card.getByRole('listitem')).toHaveText([
      like(texts.incidents.good),
      like(texts.address.good),
      like(texts.password.good),
      like(texts.secondFactor.good),
      like(plural(locale, words.secondFactor.card.left, 10)),
      like(plural(locale, texts.devices.known, 1)),
    ])
    await expectGood(page, 'everything is good')
    await take(steps.activity)
    await page.waitForURL('**/dashboard/activity')
    await take(steps.address)
    await page.waitForURL('**/dashboard/profile')
  })
})

/** One of the sessions was copied, and has ended. */
async function givenIncident(person: Person): Promise<void> {
  const stolen = await tokensFor(person)
  const next = await refreshSession({ token: stolen.refresh, from: LAPTOP })
  if (!next.ok) throw new Error(next.reason)
  await refreshSession({ token: next.tokens.refresh, from: LAPTOP })
  const copy = await refreshSession({ token: stolen.refresh, from: PHONE })
  expect(copy).toMatchObject({ reason: 'reuse' })
}

/** An authenticator app of the user of this browser. */
async function givenFactor(page: Page): Promise<void> {
  const access = await cookieValue(page.context(), 'access')
  const found = await authenticate(access ?? '', 'web')
  if (!found.ok) throw new Error(found.reason)
  await givenAuthenticator(found.actor, new Date())
}

async function changePassword(page: Page, { password }: Person, words: Words): Promise<void> {
  const { accounts, security } = words
  await page.getByLabel(accounts.currentPassword.label, { exact: true }).fill(password)
  await page.getByLabel(accounts.newPassword.label, { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('button', { name: security.form.submit }).click()
  await expect(page.getByText(security.done)).toBeVisible()
}

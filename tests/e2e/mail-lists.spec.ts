/** Where mails are listed: for the user who got them, and for administrators when one failed. */
import { fill } from '@/lib/words/text'
import { linkTo, scan, subjectOf, test } from '../support/mail-journeys'
import { givenRole } from '../support/people'
import { changeUser, userIdOf } from '../support/rows'
import { inEachWay } from '../support/ways'
import { expect, givenPerson } from './fixtures'

inEachWay(({ locale, words, expectGood }) => {
  const { forgotPassword } = words
  const { kinds } = words.mails

  test('a user chooses which notices come by mail, and sees the last mails', async ({
    dashboard,
    mail,
    person,
  }) => {
    const { mails } = words.security
    await changeUser(await userIdOf(person.email), { locale })
    await dashboard.goto('/dashboard/security')
    const card = dashboard.getByRole('region', { name: mails.title })
    const roles = card.getByLabel(mails.choices['roles-changed'])
    await expect(card.getByText(mails.none)).toBeVisible()
    await expect(roles).toBeChecked()
    await roles.uncheck()
    await card.getByRole('button', { name: mails.submit }).click()
    await expect(card.getByRole('status')).toHaveText(mails.saved)
    await expectGood(dashboard, 'the choice is saved')
    await dashboard.goto('/dashboard/profile')
    await dashboard.getByLabel(words.profile.address.form.email).fill(`new-${person.email}`)
    await dashboard.getByRole('button', { name: words.profile.address.form.submit }).click()
    await linkTo(mail, person.email, subjectOf('address-changing', locale))
    const sent = card.getByRole('listitem').filter({ hasText: kinds['address-changing'].title })
    await expect(async () => {
      await dashboard.goto('/dashboard/security')
      await expect(sent).toBeVisible({ timeout: 500 })
    }).toPass()
    await expect(roles).not.toBeChecked()
    await expectGood(dashboard, 'the last mails')
  })

  test('administrators see why a mail failed, and send it again', async ({
    browser,
    dashboard,
    mail,
    person,
    server,
  }) => {
    const { again, done, failed } = words.outbox
    await givenRole(await userIdOf(person.email), 'administrator')
    const { email } = await givenPerson()
    mail.mood = 'refuse'
    const visitor = await (await browser.newContext({ baseURL: server.origin })).newPage()
    await visitor.goto('/forgot-password')
    await visitor.getByLabel(forgotPassword.form.email).fill(email)
    await visitor.getByRole('button', { name: forgotPassword.form.submit }).click()
    await expect(visitor.getByRole('status').filter({ hasText: email })).toBeVisible()
    await visitor.context().close()

    const row = dashboard.getByRole('row').filter({ hasText: email })
    await expect(async () => {
      await dashboard.goto('/admin/mail')
      await expect(row).toBeVisible({ timeout: 500 })
    }).toPass()
    mail.mood = 'accept'
    await expect(row).toContainText(failed.reasons.refused)
    await expect(row).toContainText('No such mailbox')
    await expectGood(dashboard, 'a failed mail')
    const { title } = kinds['password-reset']
    const name = fill(again.name, { mail: title, user: email })
    await dashboard.getByRole('button', { name }).click()
    const question = dashboard.getByRole('dialog', { name: fill(again.title, { mail: title }) })
    await expect(question).toBeVisible()
    await question.getByRole('button', { name: again.label }).click()
    await expect(dashboard.getByRole('status')).toContainText(done.queued)
    await expect(row).toBeHidden()
    await scan(await linkTo(mail, email, subjectOf('password-reset', locale)))
  })
})

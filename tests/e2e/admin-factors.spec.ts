/** Second factors of users, as administrators see and remove them. */
import { plural } from '@/lib/words/text'
import { givenAuthenticatorOf } from '../support/factors'
import { givenRole } from '../support/people'
import { eventsOf, userIdOf } from '../support/rows'
import { fillLogIn, inEachWay, like } from '../support/ways'
import { expect, givenAdministrator, givenPerson, shareDatabase, signIn, test } from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

inEachWay(({ words, locale, expectGood }) => {
  const { userFactors: factors } = words
  const { planned, question, removal } = factors

  test('an administrator removes a lost second factor a day later, takes that back, and removes it at once', async ({
    browser,
    page,
    person,
    server,
  }) => {
    await givenAdministrator(page, server)
    await givenAuthenticatorOf(person)
    const userId = await userIdOf(person.email)
    await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`)
    const row = page.getByRole('row').filter({ hasText: person.email })
    await expect(row.getByRole('cell', { name: factors.column.yes, exact: true })).toBeVisible()
    await expectGood(page, 'the list of users')
    await page.goto(`/admin/users/${userId}`)
    const card = page.getByRole('region', { name: factors.title })
    await expect(card).toContainText(plural(locale, factors.left, 10))
    await expectGood(page, 'a user with a second factor')

    const asked = page.getByRole('dialog')
    const ask = () => card.getByRole('button', { name: removal.submit }).click()
    await ask()
    const reason = card.getByLabel(removal.reason, { exact: true })
    await expect(reason).toHaveAccessibleDescription(like(factors.refusals['no-reason']))
    await reason.fill('Called back, phone was stolen')
    await ask()
    await expect(asked).toContainText(question.later)
    await expect(asked).toContainText(question.sure)
    await expectGood(page, 'the question before it is removed')
    expect(await eventsFor(userId)).toEqual([])
    await asked.getByRole('button', { name: question.yes.later }).click()
    await expect(page.getByRole('status')).toContainText(factors.done['factor-planned'])
    await expect(card).toContainText(like(planned.text))
    await expect(card.getByRole('checkbox')).toHaveCount(0)
    await expect(card.getByRole('button', { name: question.yes.now })).toBeVisible()
    await expectGood(page, 'the removal is planned')

    await card.getByRole('button', { name: planned.keep.name }).click()
    await asked.getByRole('button', { name: planned.keep.yes }).click()
    await expect(page.getByRole('status')).toContainText(factors.done['factor-kept'])
    await expect(card).not.toContainText(like(planned.text))

    await reason.fill('The owner stands before me')
    await card.getByLabel(removal.now).check()
    await ask()
    await expect(asked).toContainText(question.now)
    await asked.getByRole('button', { name: question.yes.now }).click()
    await expect(page.getByRole('status')).toContainText(factors.done['factor-removed'])
    await expect(card).toContainText(factors.none)
    await expectGood(page, 'a user without a second factor')
    expect(await eventsFor(userId)).toEqual([
      expect.stringContaining('Called back, phone was stolen'),
      expect.stringContaining('The owner stands before me'),
    ])

    const theirs = await (await browser.newContext({ baseURL: server.origin })).newPage()
    await theirs.goto('/login')
    await fillLogIn(theirs, person, words)
    await theirs.waitForURL('**/dashboard')
    await theirs.context().close()
  })
})

test('the page of a user shows the second factor to who may only read, without the form that removes it', async ({
  context,
  page,
  person,
  server,
}) => {
  const auditor = await givenPerson()
  await givenRole(await userIdOf(auditor.email), 'auditor')
  await signIn(context, auditor, server)
  await givenAuthenticatorOf(person)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  const card = page.getByRole('region', { name: 'Second factor' })
  await expect(card).toContainText('10 are left')
  await expect(card.getByRole('button')).toHaveCount(0)
})

/** The details of each removal of the user's factors, first things first. */
async function eventsFor(userId: string): Promise<(string | null)[]> {
  const events = await eventsOf('authn_factor_reset')
  return events
    .filter((event) => event.userId === userId)
    .sort((a, b) => Number(a.at) - Number(b.at))
    .map(({ details }) => details)
}

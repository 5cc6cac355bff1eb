import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { userIdOf, userRow } from '../support/rows'
import { oldTokensFor } from '../support/session'
import { fillLogIn, inEachWay } from '../support/ways'
import { expect, keepTokens, test, type Person } from './fixtures'

inEachWay(({ words, expectGood }) => {
  const { confirm, logIn, overview, ownEvents } = words
  const { deletion, download } = words.profile

  test('a user downloads their data, deletes the account, and takes that back by a log-in', async ({
    dashboard: page,
    person,
  }) => {
    await page.goto('/dashboard/profile')
    expect(await downloadData(page, words)).toMatchObject({
      account: { email: person.email },
      roles: [],
    })
    await expectGood(page, 'the profile')

    await page.getByRole('button', { name: deletion.label }).click()
    const question = page.getByRole('dialog')
    await expect(question).toContainText(/14 (days|Tage)/)
    await question.getByLabel(person.email).fill('ada@example.org')
    await question.getByRole('button', { name: deletion.yes }).click()
    await expect(question).toContainText(deletion.refusals['not-confirmed'])
    await expectGood(page, 'another address was typed')
    await question.getByLabel(person.email).fill(person.email)
    await question.getByRole('button', { name: deletion.yes }).click()
    await page.waitForURL('**/login')
    await expect(page.getByRole('status')).toContainText(logIn.why.leaving)
    await expectGood(page, 'the account will be deleted')
    await page.goto('/dashboard/profile')
    await fillLogIn(page, person, words)
    await page.waitForURL('**/dashboard')
    await expect(page.getByRole('status')).toHaveText(overview.done.kept)
    await expect(page.getByText(ownEvents.kinds.user_data_exported)).toBeVisible()
    await expectGood(page, 'the account is kept')
  })

  test('long after the log-in, data is downloaded and the account deleted only with the password', async ({
    context,
    page,
    person,
    server,
  }) => {
    const logInOfOld = async () => keepTokens(context, await oldTokensFor(person), server)
    await logInOfOld()
    await page.goto('/dashboard/profile')
    await page.getByRole('button', { name: download.submit }).click()
    await page.waitForURL('**/confirm?next=%2Fdashboard%2Fprofile')
    await expect(page.getByText(fill(confirm.loggedInAs, { email: person.email }))).toBeVisible()
    await expectGood(page, 'the password is asked')
    await enterPassword(page, person, words)
    await page.waitForURL('**/dashboard/profile')
    await downloadData(page, words)

    await logInOfOld()
    await page.goto('/dashboard/profile')
    await page.getByRole('button', { name: deletion.label }).click()
    const question = page.getByRole('dialog')
    await question.getByLabel(person.email).fill(person.email)
    await question.getByRole('button', { name: deletion.yes }).click()
    await expect(question).toContainText(confirm.first.lead)
    await expectGood(page, 'the password is asked in the question')
    const userId = await userIdOf(person.email)
    expect((await userRow(userId)).deletionDueAt).toBeNull()
    await enterPassword(page, person, words)
    await page.waitForURL('**/login')
    expect((await userRow(userId)).deletionDueAt).not.toBeNull()
  })
})

async function downloadData(page: Page, words: Words): Promise<unknown> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words.profile.download.submit }).click(),
  ])
  expect(file.suggestedFilename()).toBe('my-data.json')
  return JSON.parse(await readFile(await file.path(), 'utf8'))
}

async function enterPassword(page: Page, { password }: Person, words: Words): Promise<void> {
  await page.getByLabel(words.common.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words.confirm.submit }).click()
}

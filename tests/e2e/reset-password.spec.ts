import { COMMAND_LINE } from '@/lib/permissions/operator'
import { findUser } from '@/lib/users/find'
import { createResetLink } from '@/lib/users/reset-link'
import { ask } from '../support/http'
import { expect, test, type Person } from './fixtures'

/** A link like those that administrators make. */
async function linkFor({ email }: Person): Promise<string> {
  const user = await findUser(COMMAND_LINE, email)
  const made = await createResetLink(COMMAND_LINE, { userId: user?.id ?? 'usr_none' })
  if (!made.ok) throw new Error(made.reason)
  return made.link.url
}

test('a user chooses a new password with a link, and is signed out everywhere', async ({
  dashboard,
  browser,
  person,
}) => {
  const link = await linkFor(person)
  // Mail scanners open the links in a mail.
  for (const method of ['GET', 'HEAD']) expect((await ask(link, { method })).status).toBe(200)

  const elsewhere = await browser.newContext()
  const page = await elsewhere.newPage()
  const answer = await page.goto(link)
  expect(answer?.headers()['referrer-policy']).toBe('same-origin')
  expect(answer?.headers()['cache-control']).toContain('no-store')
  await expect(page.getByText(`For ${person.email}.`)).toBeVisible()
  await page.getByLabel('New password', { exact: true }).fill('Password1234')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByLabel('New password', { exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await page.getByLabel('New password', { exact: true }).fill('nine otters under a piano')
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.waitForURL('**/login')
  await expect(page.getByText('Your new password is set')).toBeVisible()
  expect(await elsewhere.cookies()).toEqual([])

  // Pages of the old sessions leave by themselves.
  await dashboard.waitForURL('**/login?**')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('nine otters under a piano')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/dashboard')

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await elsewhere.close()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a user chooses a new password with a link', async ({ page, person }) => {
    await page.goto(await linkFor(person))
    await page.getByLabel('New password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Set password' }).click()
    await expect(page.getByLabel('New password', { exact: true })).toHaveAttribute(
      'aria-invalid',
      'true',
    )
    await expect(page.getByLabel('New password', { exact: true })).toHaveValue('')
    await page.getByLabel('New password', { exact: true }).fill('nine otters under a piano')
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.waitForURL('**/login')
  })
})

/** Grave acts cannot happen by accident: forms have no default choice, and each act asks first. */
import { givenRole } from '../support/people'
import { authorityOf } from '@/lib/permissions/authority'
import { userIdOf, userRow } from '../support/rows'
import { expect, givenPerson, shareDatabase, signIn, test, type Person } from './fixtures'
import type { Page } from '@playwright/test'
import type { TestServer } from '../support/server'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

async function givenAdministrator(page: Page, server: TestServer): Promise<Person> {
  const person = await givenPerson()
  await givenRole(await userIdOf(person.email), 'administrator')
  await signIn(page.context(), person, server)
  return person
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the form that gives a role has no default, and asks for confirmation', async ({
      page,
      person,
      server,
    }) => {
      await givenAdministrator(page, server)
      const userId = await userIdOf(person.email)
      await page.goto(`/admin/users/${userId}`)
      const list = page.getByLabel('Give a role')
      await expect(list).toHaveValue('')
      await page.getByRole('button', { name: 'Give this role' }).click()
      await expect(page.getByRole('main').getByText('Choose a role.')).toBeVisible()
      expect((await authorityOf(userId)).roles).toEqual([])

      await list.selectOption('administrator')
      await page.getByRole('button', { name: 'Give this role' }).click()
      const question = page.getByRole('dialog')
      await expect(question).toContainText(`Give ${person.email} the role administrator?`)
      await expect(question).toContainText('This role allows everything')
      // Without JavaScript, Cancel is a link to the same page.
      await question.getByText('Cancel').click()
      await expect(question).toBeHidden()
      expect((await authorityOf(userId)).roles).toEqual([])

      await list.selectOption('support')
      await page.getByRole('button', { name: 'Give this role' }).click()
      await expect(question).toContainText('the role support?')
      await question.getByRole('button', { name: 'Give the role support' }).click()
      await expect(page.getByRole('status')).toContainText('The role has been given')
      await expect(question).toBeHidden()
      expect((await authorityOf(userId)).roles).toEqual(['support'])

      await page.reload()
      await expect(page.getByText('The role has been given')).toBeHidden()
    })

    test('a question to confirm a deletion stays open and shows the fault when the wrong address is typed', async ({
      page,
      person,
      server,
    }) => {
      await givenAdministrator(page, server)
      const userId = await userIdOf(person.email)
      await page.goto(`/admin/users/${userId}`)
      await page.getByRole('button', { name: 'Delete the account' }).click()
      const question = page.getByRole('dialog')
      await question.getByRole('textbox').fill('somebody.else@example.com')
      await question.getByRole('button', { name: 'Delete the account' }).click()
      await expect(question.getByRole('textbox')).toHaveAccessibleDescription(/Nothing was deleted/)
      await expect(question).toContainText(person.email)
      expect(await userRow(userId)).toMatchObject({ disabledAt: null })

      await question.getByRole('button', { name: 'Cancel' }).click()
      await expect(question).toBeHidden()
      await page.getByRole('button', { name: 'Delete the account' }).click()
      await question.getByRole('textbox').fill(person.email)
      await question.getByRole('button', { name: 'Delete the account' }).click()
      await expect(page.getByRole('status')).toContainText('The account has been deleted')
      expect(new URL(page.url()).search).toBe('')
    })

    test('creating a user with a role and changing a role in use both ask for confirmation', async ({
      page,
      person,
      server,
    }) => {
      await givenAdministrator(page, server)
      const name = javaScriptEnabled ? 'helpers' : 'quiet-helpers'
      await page.goto('/admin/roles/new')
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('See the sessions of users').check()
      await page.getByRole('button', { name: 'Create role' }).click()
      await expect(page.getByRole('status')).toContainText('The role has been created')
      await givenRole(await userIdOf(person.email), name)

      await page.goto(`/admin/roles/${name}`)
      await page.getByLabel(/keys:burn/).check()
      await page.getByRole('button', { name: 'Save' }).click()
      const question = page.getByRole('dialog')
      await expect(question).toContainText('for the one user who has it?')
      await expect(question).toContainText('New permissions:')
      await expect(question.getByRole('listitem')).toHaveText([/^Burn keys/])
      await question.getByRole('button', { name: `Change the role ${name}` }).click()
      await expect(page.getByRole('status')).toContainText('The role has been changed')

      await page.goto('/admin/users/new')
      await page.getByLabel('Email').fill(`${name}@example.com`)
      await page.getByLabel('Role').selectOption(name)
      await page.getByRole('button', { name: 'Create account' }).click()
      await expect(question).toContainText(`Give ${name}@example.com the role ${name}?`)
      await question.getByRole('button', { name: `Give the role ${name}` }).click()
      await expect(page.getByRole('status')).toContainText('has been created')
    })
  })
}

/** Every kind of form, filled in so that the answer is a message. */
import type { Page } from '@playwright/test'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { createResetLink } from '@/lib/users/reset-link'
import { givenRole } from './people'
import { userIdOf } from './rows'
import type { TestServer } from './server'
import { givenPerson, signIn, type Person } from '../e2e/fixtures'

export interface FilledForm {
  /** Opens the form, where that needs a click. */
  open?: (page: Page) => Promise<void>
  address: (person: Person) => Promise<string>
  /** Values by label. */
  fields: Readonly<Record<string, string>>
  /** The name of its button. */
  send: string
  message: RegExp
}

const at = (address: string) => () => Promise.resolve(address)

export const FORMS: Readonly<Record<string, FilledForm>> = {
  'log in': {
    address: at('/login'),
    fields: { Email: 'ada@example.com', Password: 'not the right one' },
    send: 'Log in',
    message: /Email or password is incorrect/,
  },
  'sign up': {
    address: at('/signup'),
    fields: { Email: 'ada@', Name: 'Ada', Password: 'short' },
    send: 'Sign up',
    message: /Check the marked fields/,
  },
  'choose a password': {
    address: async ({ email }) => {
      const made = await createResetLink(COMMAND_LINE, { userId: await userIdOf(email) })
      return made.ok ? made.link.url : made.reason
    },
    fields: { 'New password': 'short' },
    send: 'Set password',
    message: /Choose another password/,
  },
  'change a password': {
    address: at('/dashboard/security'),
    fields: { 'Current password': 'not the right one', 'New password': 'short' },
    send: 'Change password',
    message: /has not been changed/,
  },
  'make an account': {
    address: at('/admin/users/new'),
    fields: { Email: 'ada@', Name: 'Ada' },
    send: 'Create account',
    message: /Check the email address/,
  },
  'make a role': {
    address: at('/admin/roles/new'),
    fields: { Name: 'Not a name', Description: 'Of some kind' },
    send: 'Create role',
    message: /Check the name/,
  },
  'make an application': {
    address: at('/admin/applications/new?kind=web'),
    fields: { Name: 'Orders', 'Redirect addresses': 'orders.example' },
    send: 'Create application',
    message: /Check the marked fields/,
  },
  'a question of an administrator': {
    address: async ({ email }) => `/admin/users/${await userIdOf(email)}`,
    open: (page) => page.getByRole('button', { name: 'Delete the account' }).click(),
    fields: { 'Type the email address': 'ada@' },
    send: 'Delete the account',
    message: /Nothing was deleted/,
  },
}

/** Opens an empty form in the browser of a user who may send it. */
export async function openForm(page: Page, form: FilledForm, server: TestServer): Promise<void> {
  const person = await givenPerson()
  const address = await form.address(person)
  if (/^.(admin|dashboard)/.test(address)) {
    const administrator = await givenPerson()
    await givenRole(await userIdOf(administrator.email), 'administrator')
    await signIn(page.context(), administrator, server)
  }
  await page.goto(address)
  await form.open?.(page)
}

export async function fillIn(page: Page, { fields }: FilledForm): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await fieldOf(page, label).fill(text)
}

/** The values of its fields, by label. */
export async function fieldValues(page: Page, { fields }: FilledForm) {
  const labels = Object.keys(fields)
  const values = labels.map(async (label) => [label, await fieldOf(page, label).inputValue()])
  return Object.fromEntries(await Promise.all(values)) as Record<string, string>
}

export function sendButton(page: Page, { send }: FilledForm) {
  return page.locator('form:visible').getByRole('button', { name: send, exact: true })
}

function fieldOf(page: Page, label: string) {
  return page.locator('form:visible').getByLabel(new RegExp(`^${label}`))
}

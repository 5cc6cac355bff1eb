/** Forms and their values survive translations, extensions, lost answers and missing APIs. */
import type { Page } from '@playwright/test'
import { extend, NETWORKS, refusingLocks, translate, withoutWebApis } from '../support/disturbances'
import { fillIn, FORMS, openForm, sendButton, fieldValues } from '../support/forms'
import { expect, shareDatabase, test } from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

const messageWith = (page: Page, text: RegExp) => page.getByRole('alert').filter({ hasText: text })
const isForm = (request: { method(): string }) => request.method() === 'POST'

/** Lint makes all forms use `Form`; these are a public one, a private one and one in a dialog. */
const SOME = ['log in', 'change a password', 'a question of an administrator']

for (const [name, form] of Object.entries(FORMS)) {
  test(
    `the form “${name}” shows its answer in a translated page or one changed by an extension`,
    { tag: SOME.includes(name) ? [] : '@long' },
    async ({ page, server }) => {
      for (const disturb of [translate, extend]) {
        await openForm(page, form, server)
        await fillIn(page, form)
        await disturb(page)
        await sendButton(page, form).click()
        await expect(page.getByText(form.message)).toBeVisible()
        // The answer is translated too, and disappears again.
        await disturb(page)
        await fillIn(page, form)
        await sendButton(page, form).click()
        await expect(page.getByText(form.message)).toBeVisible()
        await page.context().clearCookies()
      }
    },
  )
}

for (const [name, form] of Object.entries(FORMS).filter(([name]) => SOME.includes(name))) {
  test(`the form “${name}” keeps its values when no answer comes, and can be sent later`, async ({
    page,
    context,
    server,
  }) => {
    await openForm(page, form, server)
    await fillIn(page, form)
    await context.setOffline(true)
    await sendButton(page, form).click()
    await expect(messageWith(page, /You seem to be offline/)).toBeFocused()
    expect(await fieldValues(page, form)).toEqual(form.fields)
    await context.setOffline(false)

    // One form is tested with every network, the others with a silent one and one that answers.
    const networks = Object.entries(NETWORKS)
    for (const [network, answer] of name === 'log in' ? networks : networks.slice(0, 2)) {
      await page.route('**', (route) =>
        isForm(route.request()) ? answer(route) : route.continue(),
      )
      await sendButton(page, form).click()
      await expect(messageWith(page, /We could not be reached/), network).toBeFocused()
      expect(await fieldValues(page, form), network).toEqual(form.fields)
      await page.unroute('**')
    }
    await sendButton(page, form).click()
    await expect(page.getByText(form.message)).toBeVisible()
    await expect(page.getByText(/We could not be reached/)).toBeHidden()
  })

  test(`the form “${name}” works in a browser without optional APIs`, async ({ page, server }) => {
    const faults: string[] = []
    page.on('pageerror', ({ message }) => faults.push(message))
    await page.addInitScript(withoutWebApis)
    await openForm(page, form, server)
    await fillIn(page, form)
    await sendButton(page, form).click()
    await expect(page.getByText(form.message)).toBeVisible()
    expect(faults).toEqual([])
  })
}

test('the log-in form keeps what is typed while its answer is on the way', async ({
  page,
  person,
}) => {
  await page.goto('/login')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('not the right one')
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**', async (route) => {
    if (isForm(route.request())) await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByLabel('Email').fill('other@example.com')
  await page.getByLabel(/^Stay signed in/).check()
  answer()
  await expect(page.getByText('Email or password is incorrect')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue('other@example.com')
  await expect(page.getByLabel(/^Stay signed in/)).toBeChecked()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
})

test('log-in works from a translated page', async ({ page, person }) => {
  await page.goto('/login')
  await translate(page)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/dashboard')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('values typed before the scripts of the log-in page run are kept, even if an extension changed the page', async ({
  page,
}) => {
  let goOn = () => {}
  const held = new Promise<void>((resolve) => (goOn = resolve))
  await page.route('**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/login', { waitUntil: 'commit' })
  await page.getByLabel('Email').fill('ada@example.com')
  await page.getByLabel('Stay signed in').check()
  await extend(page)
  goOn()
  await expect(page.getByRole('button', { name: 'Show password' })).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue('ada@example.com')
  await expect(page.getByLabel('Stay signed in')).toBeChecked()
})

for (const browserThat of [refusingLocks, withoutWebApis]) {
  test(`a session is refreshed automatically in a browser without working locks (${browserThat.name})`, async ({
    context,
    dashboard,
  }) => {
    await context.clearCookies({ name: 'gh_access' })
    await dashboard.addInitScript(browserThat)
    await dashboard.goto('/dashboard/sessions')
    await dashboard.waitForURL('**/dashboard/sessions')
    await expect(dashboard.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  })
}

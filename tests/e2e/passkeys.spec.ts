/** Passkeys, in Chromium with authenticators that answer by themselves. */
import type { Page } from '@playwright/test'
import { wordsIn } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { isolated } from '@/lib/words/isolated'
import { expectAccessible, expectToFit } from '../support/accessible'
import { oldTokensFor } from '../support/session'
import { VirtualAuthenticator } from '../support/virtual-authenticator'
import { fillLogIn } from '../support/ways'
import {
  cookieValue,
  expect,
  keepTokens,
  shareDatabase,
  signIn,
  test,
  type Person,
} from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

for (const { locale, viewport } of [
  { locale: 'en', viewport: { width: 1280, height: 800 } },
  { locale: 'de', viewport: { width: 390, height: 844 } },
] as const) {
  test.describe(`in ${locale}`, { tag: locale === 'de' ? [] : '@long' }, () => {
    test.use({ locale, viewport })
    const words = wordsIn(locale)
    const { card, offer, page: own, show } = words.passkeys

    test('a user who has only a password adds a passkey, and logs in with it without typing', async ({
      page,
      person,
    }) => {
      await VirtualAuthenticator.addTo(page)
      await page.goto('/login')
      await fillLogIn(page, person, words)
      await page.waitForURL(/\/dashboard$/)
      await expect(page.getByRole('heading', { name: offer.title })).toBeVisible()
      await expectGood(page, 'the offer')
      await page.getByRole('link', { name: card.add }).click()
      await page.getByRole('button', { name: own.add.submit }).click()
      await expect(page.getByText(own.outcomes.added)).toBeVisible()
      await expect(page.getByText(own.synced)).toBeVisible()
      await expectGood(page, 'one passkey')
      await page.getByRole('button', { name: own.add.submit }).click()
      await expect(page.getByText(own.add.already)).toBeVisible()

      await logOut(page)
      await page.goto('/login')
      // The list of the email field offers it, and this authenticator agrees at once.
      await page.waitForURL(/\/dashboard$/)
      await page.goto('/dashboard/security/passkeys')
      await expect(page.getByText(own.unused)).toHaveCount(0)
      await expect(page.getByRole('button', { name: show.use })).toHaveCount(0)
    })
  })
}

test('the offer of a passkey is dismissed for good, also without JavaScript', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.origin })
  await signIn(context, person, server)
  const page = await context.newPage()
  await page.goto('/dashboard')
  await page.getByRole('button', { name: 'No, thanks' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Log in without a password')).toHaveCount(0)
  await page.goto('/dashboard/security')
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await context.close()
})

test('the button of the log-in page takes a passkey, and stays signed in where that is ticked', async ({
  context,
  page,
  person,
  server,
}) => {
  const authenticator = await givenPasskey(page, person)
  await authenticator.setPrompt(false)
  await logOut(page)
  await page.goto('/login')
  await page.getByRole('checkbox', { name: 'Stay signed in' }).check()
  await authenticator.setPrompt(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(/\/dashboard$/)
  const kept = (await context.cookies(server.origin)).find(({ name }) => name === 'gh_refresh')
  expect(kept?.expires).toBeGreaterThan(0)
})

test('a password can be sent while the browser still offers passkeys', async ({ page, person }) => {
  const authenticator = await givenPasskey(page, person)
  await authenticator.setPrompt(false)
  await logOut(page)
  await page.goto('/login')
  await fillLogIn(page, person, wordsIn('en'))
  await page.waitForURL(/\/dashboard$/)
})

test('two tabs that offer passkeys at the same time both end on the dashboard', async ({
  context,
  page,
  person,
}) => {
  const authenticator = await givenPasskey(page, person)
  await authenticator.setPrompt(false)
  await logOut(page)
  await page.goto('/login')
  const other = await context.newPage()
  await other.goto('/login')
  await authenticator.setPrompt(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(/\/dashboard$/)
  // The authenticator belongs to the first tab; the password answers for the second.
  await fillLogIn(other, person, wordsIn('en'))
  await other.waitForURL(/\/dashboard$/)
  await page.goto('/dashboard/sessions')
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  await other.close()
})

test('a second device gets a passkey of its own, and each can be named and removed', async ({
  page,
  person,
}) => {
  const first = await givenPasskey(page, person)
  await first.remove()
  const second = await VirtualAuthenticator.addTo(page, { synced: false })
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Only on this one device')).toBeVisible()
  await page.getByLabel('Rename Passkey').last().click()
  await page.getByLabel('Name', { exact: true }).last().fill('Key on my desk')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await expect(page.getByText('The name is saved.')).toBeVisible()
  await expectGood(page, 'two passkeys')
  expect(await second.credentials()).toHaveLength(1)
  await removePasskey(page, 'Key on my desk')
  await expect(page.getByText('The passkey is removed.')).toBeVisible()
  await expect(page.getByText('Key on my desk')).toHaveCount(0)
  // The page has told the browser, which has told the authenticator.
  await expect.poll(() => second.credentials()).toHaveLength(0)
})

test('a passkey that was removed elsewhere is refused in words, and the browser forgets it', async ({
  browser,
  page,
  person,
  server,
}) => {
  const authenticator = await givenPasskey(page, person)
  const other = await browser.newContext()
  await signIn(other, person, server)
  const desk = await other.newPage()
  await desk.goto(`${server.origin}/dashboard/security/passkeys`)
  await removePasskey(desk, 'Passkey')
  await expect(desk.getByText('The passkey is removed.')).toBeVisible()
  await other.close()
  await logOut(page)
  await page.goto('/login')
  await expect(page.getByText('This passkey is not known here any more.')).toBeVisible()
  await expect.poll(() => authenticator.credentials()).toHaveLength(0)
  await expectGood(page, 'an unknown passkey')
})

test('a passkey whose counter goes back is blocked until its owner allows it', async ({
  context,
  page,
  person,
}) => {
  const authenticator = await givenPasskey(page, person)
  await logOut(page)
  await page.goto('/login')
  await page.waitForURL(/\/dashboard$/)
  const [credential] = await authenticator.credentials()
  if (!credential) throw new Error('There is no passkey')
  await authenticator.remove()
  await logOut(page)
  const copy = await VirtualAuthenticator.addTo(page)
  await copy.add({ ...credential, signCount: 0 })
  await page.goto('/login')
  await expect(page.getByText('This passkey may have been copied')).toBeVisible()
  expect(await cookieValue(context, 'access')).toBeNull()
  await fillLogIn(page, person, wordsIn('en'))
  await page.waitForURL(/\/dashboard$/)
  await page.goto('/dashboard/activity')
  await expect(page.getByText('A passkey was blocked: it may have been copied')).toBeVisible()
  await page.goto('/dashboard/security')
  await expect(page.getByText('One of them may have been copied')).toBeVisible()
  await page.getByRole('link', { name: 'Your passkeys' }).click()
  await expectGood(page, 'a blocked passkey')
  await page.getByRole('button', { name: `Allow ${isolated('Passkey')} again` }).click()
  await page.getByRole('button', { name: 'Yes, allow it' }).click()
  await expect(page.getByText('The passkey can be used again.')).toBeVisible()
})

test('an authenticator that does not verify its user makes no passkey and shows none', async ({
  page,
  person,
}) => {
  const authenticator = await givenPasskey(page, person)
  await authenticator.setVerified(false)
  await logOut(page)
  await page.goto('/login')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('No passkey was used')).toBeVisible()
  await expectGood(page, 'no passkey was used')
})

test('long after the log-in, a passkey confirms a grave act in the same form, and on its page', async ({
  context,
  page,
  person,
  server,
}) => {
  await givenPasskey(page, person)
  await keepTokens(context, await oldTokensFor(person), server)
  await page.goto('/dashboard/security/passkeys')
  await removePasskey(page, 'Passkey')
  await expect(page.getByText('Confirm that it is you')).toBeVisible()
  await expectGood(page, 'the question for a proof')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('The passkey is removed.')).toBeVisible()
})

test('on the page that asks for a proof, a passkey is enough', async ({
  context,
  page,
  person,
  server,
}) => {
  await givenPasskey(page, person)
  await keepTokens(context, await oldTokensFor(person), server)
  await page.goto('/confirm?next=/dashboard/profile')
  await expectGood(page, 'the page that asks for a proof')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(/\/dashboard\/profile$/)
})

test('a visitor signs up with a passkey and no password, and is told what is wrong with the address', async ({
  page,
}) => {
  const authenticator = await VirtualAuthenticator.addTo(page)
  await page.goto('/signup')
  await expectGood(page, 'sign-up')
  const button = page.getByRole('button', { name: 'Use a passkey instead of a password' })
  await button.click()
  await expect(page.getByLabel('Email', { exact: true })).toHaveAccessibleDescription(
    /Enter an email address/,
  )
  expect(await authenticator.credentials()).toEqual([])
  const email = `passkey${Date.now()}@example.com`
  await page.getByLabel('Email', { exact: true }).fill(email)
  await button.click()
  await page.waitForURL(/\/dashboard$/)
  await page.goto('/dashboard/security')
  await expect(page.getByText('You log in with passkeys, and have no password.')).toBeVisible()
  await expectGood(page, 'security without a password')

  await logOut(page)
  await page.goto('/signup')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await button.click()
  await expect(page.getByText('There is already an account with this email address.')).toBeVisible()
  // The browser forgets the passkey of the account that was not made.
  await expect.poll(() => authenticator.credentials()).toHaveLength(1)
  await page.goto('/login')
  await page.waitForURL(/\/dashboard$/)
})

async function givenPasskey(page: Page, person: Person): Promise<VirtualAuthenticator> {
  const authenticator = await VirtualAuthenticator.addTo(page)
  await page.goto('/login')
  await fillLogIn(page, person, wordsIn('en'))
  await page.waitForURL(/\/dashboard$/)
  await page.goto('/dashboard/security/passkeys')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Your passkey is ready.')).toBeVisible()
  return authenticator
}

async function removePasskey(page: Page, name: string): Promise<void> {
  const { remove } = wordsIn('en').passkeys.page
  const label = fill(remove.name, { passkey: isolated(name) })
  await page.getByRole('button', { name: label, exact: true }).click()
  await page.getByRole('button', { name: remove.yes }).click()
}

async function logOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: /access|refresh/ })
}

async function expectGood(page: Page, state: string): Promise<void> {
  await expectAccessible(page, state, 'all')
  await expectToFit(page, state)
}

/** A slow click gives feedback at once, and moves nothing. */
import type { Page, Request } from '@playwright/test'
import { expect, test } from './fixtures'

/** Holds such requests until the returned function is called. */
async function holdAnswers(page: Page, isHeld: (request: Request) => boolean) {
  let goOn = () => {}
  const held = new Promise<void>((resolve) => (goOn = resolve))
  await page.route('**', async (route) => {
    if (isHeld(route.request())) await held
    await route.continue()
  })
  return () => goOn()
}

/** Waits for scripts: the button that shows a password appears once they run. */
const live = (page: Page, name: string) => page.getByRole('button', { name }).waitFor()
const isPost = (request: Request) => request.method() === 'POST'
const line = (page: Page) => page.locator('[data-busy]')

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`a clicked link shows that its page is loading until it arrives (motion: ${reducedMotion})`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion })
    await page.goto('/login')
    await live(page, 'Show password')
    const link = page.getByRole('link', { name: 'Sign up' })
    // A click would scroll it into view.
    await link.scrollIntoViewIfNeeded()
    const before = await link.boundingBox()
    const goOn = await holdAnswers(page, (request) => request.url().includes('/signup'))
    await link.click()
    await expect(line(page)).toBeVisible()
    expect(await link.boundingBox()).toEqual(before)
    goOn()
    await page.waitForURL('**/signup')
    await expect(line(page)).toHaveCount(0)
  })
}

test('a clicked button says what it is doing, and keeps its size', async ({ dashboard }) => {
  await dashboard.goto('/dashboard/security')
  await live(dashboard, 'Show new password')
  const button = dashboard.locator('main').getByRole('button', { name: /^Chang/ })
  const before = await button.boundingBox()
  const goOn = await holdAnswers(dashboard, isPost)
  await button.click()
  await expect(button).toHaveAccessibleName('Changing password…')
  expect(await button.boundingBox()).toEqual(before)
  goOn()
  await expect(button).toHaveAccessibleName('Change password')
})

test('a form that the browser sends without our script shows that it is being sent', async ({
  dashboard,
}) => {
  await dashboard.goto('/dashboard/security')
  await live(dashboard, 'Show new password')
  // Playwright cannot query a page during a navigation, so the page reports by itself.
  const shown = new Promise<void>((resolve) => {
    dashboard.on('console', (message) => message.text() === 'busy' && resolve())
  })
  await dashboard.evaluate(() => {
    const look = () => document.querySelector('[data-busy]') && console.log('busy')
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  })
  const goOn = await holdAnswers(dashboard, isPost)
  const click = dashboard.getByRole('button', { name: 'Log out', exact: true }).click()
  await shown
  goOn()
  await click
  await dashboard.waitForURL('**/login')
  await expect(line(dashboard)).toHaveCount(0)
})

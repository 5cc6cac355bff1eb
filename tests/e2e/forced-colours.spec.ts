import type { Page } from '@playwright/test'
import { givenAdministrator, expect, signIn, test } from './fixtures'

/** Everything that a fill sets apart from its surroundings, and whether a border does so too. */
async function filled(page: Page): Promise<{ text: string; hasBorder: boolean }[]> {
  await page.emulateMedia({ forcedColors: 'none' })
  const candidates = page.locator('button, a, span, td, dialog')
  const indexes = await candidates.evaluateAll((elements) =>
    elements.flatMap((element, index) => {
      const { backgroundColor } = getComputedStyle(element)
      const isFilled = !/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)
      const isShown = element.getClientRects().length > 0 && element.textContent?.trim() !== ''
      return isFilled && isShown ? [index] : []
    }),
  )
  await page.emulateMedia({ forcedColors: 'active' })
  return candidates.evaluateAll(
    (elements, wanted) =>
      wanted.map((index) => {
        const element = elements[index]
        const style = element && getComputedStyle(element)
        return {
          text: element?.textContent ?? '',
          hasBorder: style?.borderTopStyle === 'solid' && parseFloat(style.borderTopWidth) > 0,
        }
      }),
    indexes,
  )
}

test('in forced colours every filled button and badge keeps a border, and the current tab its line', async ({
  browser,
  page,
  server,
}) => {
  const administrator = await givenAdministrator(page, server)
  const phone = await browser.newContext()
  await signIn(phone, administrator, server)
  const seen: string[] = []
  for (const path of ['/', '/dashboard/sessions', '/admin/users', '/admin/roles']) {
    await page.goto(path)
    const found = await filled(page)
    seen.push(...found.map(({ text }) => text))
    expect(
      found.filter(({ hasBorder }) => !hasBorder),
      path,
    ).toEqual([])
    const tab = page.locator('nav [aria-current]').first()
    if (path !== '/') {
      const line = await tab.evaluate((link) => getComputedStyle(link, '::after').borderBottomWidth)
      expect(parseFloat(line), path).toBeGreaterThan(0)
    }
  }
  expect(seen).toContain('This device')
  await phone.close()
})

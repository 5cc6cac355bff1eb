import { expect, test } from './fixtures'

const NAME = 'Donaudampfschifffahrtsgesellschaftsbüros'

test.use({ settings: { APP_NAME: NAME }, viewport: { width: 390, height: 844 } })

for (const locale of ['en', 'de']) {
  test.describe(locale, { tag: locale === 'de' ? [] : '@long' }, () => {
    test.use({ locale })

    test('the longest name, in one word, fits a phone', async ({ page, dashboard }) => {
      expect(NAME).toHaveLength(40)
      const pages = [
        { visit: page, paths: ['/', '/login', '/docs/api'] },
        { visit: dashboard, paths: ['/dashboard'] },
      ]
      for (const { visit, paths } of pages) {
        for (const path of paths) {
          await visit.goto(path)
          await expect(visit).toHaveTitle(new RegExp(NAME))
          const tooWide = await visit.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect(tooWide, path).toBe(0)
        }
      }
    })
  })
}

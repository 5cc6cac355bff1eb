/** What every page must be in each state: accessible by axe, and no wider than the screen. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Those of WCAG; the others are advice about pages. */
export const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Rules that depend on size and colours; all others read the markup, which is the same in each. */
const RULES_OF_LOOKS = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
]

/** `look` for only the rules of looks, when another test checks all rules. */
export type Rules = 'all' | 'look'

export async function expectAccessible(page: Page, what: string, rules: Rules): Promise<void> {
  // Legacy mode: the other mode opens a page to merge results of frames, and we have no frames.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (
    rules === 'all' ? axe.withTags(ALL_RULES) : axe.withRules(RULES_OF_LOOKS)
  ).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
  )
  expect(found, what).toEqual([])
}

export async function expectToFit(page: Page, what: string): Promise<void> {
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow), `${what} runs over`).toBe(0)
}

/** What every page must be in each state: accessible by axe, and no wider than the screen. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'
import type axe from 'axe-core'

/** Minified, since each page reads it anew: the other form is twice as long. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Those of WCAG; the others are advice about pages. */
const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
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
  const runOnly =
    rules === 'all' ? { type: 'tag', values: ALL_RULES } : { type: 'rule', values: RULES_OF_LOOKS }
  // After a form has led to another page, its title arrives with the last part of that page.
  await expect(page, `${what} has a title`).toHaveTitle(/./)
  // Directly, since the package for Playwright takes twice as long: it also looks into frames.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE)
  const found = await page.evaluate(violations, { runOnly, resultTypes: ['violations'] })
  expect(found, what).toEqual([])
}

/** Runs in the page. @returns the rules that it breaks, with the elements */
async function violations(options: object): Promise<string[]> {
  const inPage = (window as unknown as { axe: typeof axe }).axe
  const { violations: all } = await inPage.run(document, options)
  return all.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

export async function expectToFit(page: Page, what: string): Promise<void> {
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow), `${what} runs over`).toBe(0)
}

/**
 * A made-up language: English with marks around each text and longer words. A page that shows
 * anything without marks has forgotten the catalogue; a page that has no room for it runs over.
 */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

export const PSEUDO = 'xx'

const CATALOGUE = `
import { en } from '../en'
import { partsOf } from '../text'

const grow = (said) => said.replace(/[aeiou]/g, (vowel) => vowel + 'áéíóú'['aeiou'.indexOf(vowel)])
const translate = (value) => {
  if (typeof value !== 'string') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translate(inner)]))
  }
  const parts = partsOf(value).map((part) => ('said' in part ? grow(part.said) : '{' + part.place + '}'))
  return '⟦' + parts.join('') + '⟧'
}
export const xx = translate(en)
`

/** The files of a build that speaks it too. */
export function pseudoLanguage(): Record<string, string> {
  return {
    [`lib/words/${PSEUDO}/index.ts`]: CATALOGUE,
    ...changed('lib/base/locales.ts', [
      [`de: 'Deutsch'`, `de: 'Deutsch', xx: '⟦Xx⟧'`],
      [`de: 'de-DE'`, `de: 'de-DE', xx: 'en-GB'`],
    ]),
    ...changed('lib/words/catalogues.ts', [
      ['= { en, de }', '= { en, de, xx }'],
      ["import { en } from './en'", "import { en } from './en'\nimport { xx } from './xx'"],
    ]),
  }
}

function changed(path: string, changes: [string, string][]): Record<string, string> {
  const text = changes.reduce(
    (before, [old, now]) => {
      if (!before.includes(old)) throw new Error(`${path} no longer has ${old}`)
      return before.replace(old, now)
    },
    readFileSync(path, 'utf8'),
  )
  return { [path]: text }
}

/** What a page shows or says to a screen reader that is in no catalogue. */
export function unmarkedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Names, addresses, times, code, and words of another language.
    const data = 'time, bdi, code, pre, textarea, script, style, svg, title, [lang]:not(html)'
    const isData = (element: Element) => element.closest(data) !== null
    const withoutMarked = (text: string) => {
      for (let before = ''; before !== text;) {
        before = text
        text = text.replace(/⟦[^⟦⟧]*⟧/g, '')
      }
      return text
    }
    const found: string[] = []
    const note = (text: string) => {
      const left = withoutMarked(text)
      if (/\p{L}{2}/u.test(left) || /\{\w+\}/.test(text)) found.push(left.trim().slice(0, 80))
    }
    const blocks =
      'p, h1, h2, h3, li, dt, dd, td, th, button, a, label, legend, summary, option, div'
    for (const block of document.body.querySelectorAll(blocks)) {
      if (isData(block) || block.querySelector(blocks)) continue
      const copy = block.cloneNode(true) as Element
      for (const inner of copy.querySelectorAll(data)) inner.remove()
      note(copy.textContent ?? '')
    }
    for (const attribute of ['aria-label', 'alt', 'placeholder', 'title']) {
      for (const element of document.body.querySelectorAll(`[${attribute}]`)) {
        if (!isData(element)) note(element.getAttribute(attribute) ?? '')
      }
    }
    return [...new Set(found)]
  })
}

/** Elements whose text is cut off, other than names. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll('button, a, h1, h2, h3, p, label, dt, dd, th, td, summary')]
      .filter((element) => {
        const { overflow, overflowX } = getComputedStyle(element)
        const isClipping = /hidden|clip/.test(`${overflow} ${overflowX}`)
        const isShown = element.getClientRects().length > 0 && element.clientWidth > 1
        return isShown && isClipping && element.scrollWidth > element.clientWidth + 1
      })
      .map((element) => (element.textContent ?? '').slice(0, 60)),
  )
}

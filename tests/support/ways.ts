/** The ways in which users meet the pages, and the journeys that are made in each of them. */
import type { Page } from '@playwright/test'
import type { Locale } from '@/lib/base/locales'
import { wordsIn, type Words } from '@/lib/words/catalogues'
import { test, type Person } from '../e2e/fixtures'
import { expectAccessible, expectToFit } from './accessible'

const VIEWPORTS = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }

const NAMES: Readonly<Record<Locale, string>> = { en: 'English', de: 'German' }

interface Way {
  readonly screen: keyof typeof VIEWPORTS
  readonly javaScriptEnabled: boolean
  readonly locale: Locale
}

/** The narrow screen and the long words; `npm run test:long -- ways` takes all eight ways. */
const WAYS: readonly Way[] =
  process.env.WAYS === 'all'
    ? (['desk', 'phone'] as const).flatMap((screen) =>
        [true, false].flatMap((javaScriptEnabled) =>
          (['en', 'de'] as const).map((locale) => ({ screen, javaScriptEnabled, locale })),
        ),
      )
    : [{ screen: 'phone', javaScriptEnabled: true, locale: 'de' }]

export interface Walk extends Way {
  readonly words: Words
  /** Checks the page as it is now. */
  readonly expectGood: (page: Page, state: string) => Promise<void>
}

/** Makes journeys in each way, with the words of its language. */
export function inEachWay(journeys: (walk: Walk) => void): void {
  for (const way of WAYS) {
    const { screen, javaScriptEnabled, locale } = way
    const name = `on a ${screen}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript, in ${NAMES[locale]}`
    test.describe(name, { tag: '@ways' }, () => {
      test.use({ javaScriptEnabled, locale, viewport: VIEWPORTS[screen] })
      journeys({
        ...way,
        words: wordsIn(locale),
        expectGood: (page, state) => expectGood(page, state, way),
      })
    })
  }
}

/** `state` says what a failure is called. */
async function expectGood(page: Page, state: string, { javaScriptEnabled }: Way): Promise<void> {
  const look = () => expectAccessible(page, state, 'all')
  await (javaScriptEnabled ? look() : withScripts(page, look))
  await expectToFit(page, state)
}

/**
 * Lets axe run where scripts are off. Those of the page do not run: the browser passed over them
 * when it read the page.
 */
async function withScripts(page: Page, act: () => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const set = (value: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value })
  // A new session takes scripts to be on, and would not turn them on again.
  await set(true)
  await set(false)
  await act()
  // Left open, since the end of a session turns scripts on.
  await set(true)
}

/** What a text of the catalogue looks like with anything in its places. */
export function like(text: string): RegExp {
  const said = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(said.join('.+'))
}

export async function fillLogIn(
  page: Page,
  { email, password }: Person,
  { common, logIn }: Words,
): Promise<void> {
  await page.getByLabel(logIn.form.email, { exact: true }).fill(email)
  await page.getByLabel(common.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: logIn.form.submit }).click()
}

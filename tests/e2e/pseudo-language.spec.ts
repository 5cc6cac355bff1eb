import { givenPerson, signIn, expect } from './fixtures'
import { ADMINISTRATORS, MEMBERS, VISITORS } from '../support/all-pages'
import { givenRole } from '../support/people'
import { cutTexts, PSEUDO, unmarkedWords } from '../support/pseudo-language'
import { changeUser, userIdOf } from '../support/rows'
import { BUILD_MS, test } from '../support/planted-server'

/** As long as a name may be that a page shows in one line, and without a space. */
const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft'

test.use({ viewport: { width: 390, height: 844 } })

test('every page takes its words from the catalogue, and has room for words that are half as long again', async ({
  context,
  page,
  person,
  server,
}) => {
  // The build may come first.
  test.setTimeout(BUILD_MS)
  await context.addCookies([{ name: 'gh_locale', value: PSEUDO, url: server.origin }])
  const faults: Record<string, unknown> = {}
  const inspect = async (path: string) => {
    await page.goto(path)
    await expect(page.locator('html'), path).toHaveAttribute('lang', PSEUDO)
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement)
    const found = {
      unmarked: await unmarkedWords(page),
      cut: await cutTexts(page),
      over: scrollWidth - clientWidth,
    }
    if (found.unmarked.length + found.cut.length + found.over > 0) faults[path] = found
  }

  for (const path of VISITORS) await inspect(path)
  const userId = await userIdOf(person.email)
  await changeUser(userId, { name: LONG_NAME, locale: PSEUDO })
  await givenRole(userId, 'administrator')
  const other = await userIdOf((await givenPerson()).email)
  await changeUser(other, { name: '👩‍🚀🧑‍🔬 محمد بن عبد الله' })
  await signIn(context, person, server)
  for (const path of [...MEMBERS, ...ADMINISTRATORS]) await inspect(path)
  for (const id of [userId, other]) await inspect(`/admin/users/${id}`)
  expect(faults).toEqual({})
})

test('the walk finds a word outside the catalogue and a text that is cut', async ({ page }) => {
  await page.setContent(`
    <p>⟦Hello, <bdi>Ada</bdi>⟧</p> <p>⟦Hello⟧ again</p> <p aria-label="close">⟦x⟧</p>
    <p style="overflow: hidden; white-space: nowrap; width: 4rem">⟦A long text in a narrow place⟧</p>`)
  expect(await unmarkedWords(page)).toEqual(['again', 'close'])
  expect(await cutTexts(page)).toEqual(['⟦A long text in a narrow place⟧'])
})

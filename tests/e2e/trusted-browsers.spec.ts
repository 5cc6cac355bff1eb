/** Browsers that ask for no code, and how a user takes that back. */
import { codeAt, givenAuthenticatorOf } from '../support/factors'
import { fillLogIn, inEachWay, like } from '../support/ways'
import { expect, shareDatabase, test } from './fixtures'

test.beforeEach(({ server }) => shareDatabase(server))

inEachWay(({ words, expectGood }) => {
  const { browsers } = words.security
  const { field, logIn } = words.secondFactor

  test('a user sees which browser asks for no code, and has it ask again', async ({
    context,
    page,
    person,
  }) => {
    const { key } = await givenAuthenticatorOf(person)
    const begin = async () => {
      // An open page notices that its session is gone, and would leave by itself.
      await page.goto('about:blank')
      await context.clearCookies({ name: /access|refresh/ })
      await page.goto('/login?next=%2Fdashboard%2Fsecurity')
      await fillLogIn(page, person, words)
    }
    await begin()
    await page.getByLabel(field.label, { exact: true }).fill(codeAt(key, new Date()))
    await page.getByRole('checkbox', { name: logIn.trust }).check()
    await page.getByRole('button', { name: logIn.submit }).click()
    await page.waitForURL('**/dashboard/security')
    const list = page.getByRole('list', { name: browsers.list, exact: true })
    await expect(list).toContainText(like(browsers.trust.until))
    await expectGood(page, 'a trusted browser')

    await begin()
    await page.waitForURL('**/dashboard/security')
    await list.getByRole('button', { name: like(browsers.trust.endIn) }).click()
    await expect(page.getByRole('status')).toContainText(browsers.outcomes.untrusted)
    await expect(list).not.toContainText(like(browsers.trust.until))

    await begin()
    await expect(page.getByRole('heading', { name: logIn.title })).toBeVisible()
  })
})

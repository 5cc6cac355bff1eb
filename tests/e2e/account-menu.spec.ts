import { inEachWay } from '../support/ways'
import { expect, test } from './fixtures'

inEachWay(({ screen, words, expectGood }) => {
  const { common, frame } = words

  test('the account menu stands beside the logo, says who is logged in, and leads to their profile', async ({
    dashboard,
    person,
  }) => {
    const header = dashboard.getByRole('banner')
    const menu = header.locator('#account-menu')
    const summary = menu.locator('summary', { hasText: frame.menu.label }).first()
    const profile = menu.getByRole('link', { name: frame.pages.profile })
    await expect(header.getByText(person.email)).toHaveCount(2)
    await expect(profile).toBeHidden()
    const [logo, button] = await Promise.all([
      header.getByRole('img').or(header.locator('img')).first().boundingBox(),
      summary.boundingBox(),
    ])
    expect(Math.abs((logo?.y ?? 0) - (button?.y ?? 99))).toBeLessThan(20)
    await summary.click()
    await expect(header.getByText(person.email).filter({ visible: true })).toHaveCount(1)
    await expectGood(dashboard, 'the open menu')
    await profile.click()
    await expect(dashboard).toHaveTitle(`${frame.pages.profile} · Gatehouse`)
  })

  test('log out everywhere is in the menu of a phone, and asks first', async ({ dashboard }) => {
    const header = dashboard.getByRole('banner')
    if (screen === 'desk') {
      await expect(header.getByRole('button')).toHaveText([common.logOut, frame.logOutEverywhere])
      await header.getByRole('button', { name: frame.logOutEverywhere }).click()
    } else {
      await expect(header.getByRole('button')).toHaveText([common.logOut])
      await header.locator('summary', { hasText: frame.menu.label }).first().click()
      await header.locator('summary', { hasText: frame.logOutEverywhere }).click()
      await expect(header.getByText(frame.menu.everywhere.text)).toBeVisible()
      await expectGood(dashboard, 'the question')
      await header.getByRole('button', { name: frame.menu.everywhere.yes }).click()
    }
    await expect(dashboard.getByText(words.logIn.why.everywhere)).toBeVisible()
    await expectGood(dashboard, 'logged out everywhere')
  })
})

test('the account menu closes on Escape, on a click outside, and on another page', async ({
  dashboard,
}) => {
  const menu = dashboard.locator('#account-menu')
  const summary = menu.locator('summary').first()
  const profile = menu.getByRole('link', { name: 'Profile' })
  await summary.click()
  await expect(profile).toBeVisible()
  await profile.focus()
  await dashboard.keyboard.press('Escape')
  await expect(profile).toBeHidden()
  await expect(summary).toBeFocused()
  await summary.click()
  await dashboard.getByRole('heading', { level: 1 }).click()
  await expect(profile).toBeHidden()
  // A key of the keyboard opens it too, and the next stop outside closes it.
  await summary.press('Enter')
  await expect(profile).toBeVisible()
  await dashboard.getByRole('navigation').getByRole('link', { name: 'Security' }).click()
  await expect(dashboard).toHaveTitle('Security · Gatehouse')
  await expect(profile).toBeHidden()
})

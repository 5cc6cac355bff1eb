import { fill, plural } from '@/lib/words/text'
import { givenSession, PHONE } from '../support/people'
import { changeSession, sessionRow, userIdOf } from '../support/rows'
import { inEachWay, like } from '../support/ways'
import { expect, test } from './fixtures'

inEachWay(({ locale, words, expectGood }) => {
  const { label, list, ended, item, outcomes } = words.sessions
  const safari = fill(words.devices.onSystem, { browser: 'Safari', system: 'iOS' })

  test('a user names their devices', async ({ dashboard, person }) => {
    const userId = await userIdOf(person.email)
    const { session } = await givenSession({ userId, from: PHONE, now: new Date() })
    await dashboard.goto('/dashboard/sessions')
    const rows = dashboard.getByRole('main').getByRole('listitem')
    const phone = rows.filter({ hasText: safari })
    const name = phone.getByLabel(label.field)
    await expect(phone).toContainText(item.methods.pwd)
    await expect(phone.getByRole('button')).toHaveCount(1)
    await phone.locator('summary').click()
    await name.fill('x'.repeat(41))
    await phone.getByRole('button', { name: label.save }).click()
    await expect(phone.getByText(plural(locale, label.tooLong, 40))).toBeVisible()
    await expect(name).toHaveValue('x'.repeat(41))
    await expectGood(dashboard, 'the name is too long')
    await name.fill('My phone')
    // Enter saves, and logs no device out.
    await name.press('Enter')
    await expect(phone.getByText(label.saved)).toBeVisible()
    await expect(phone).toContainText(`My phone (${safari})`)
    await expect(rows).toHaveCount(2)
    expect(await sessionRow(session.id)).toMatchObject({ label: 'My phone', endedAt: null })
    await expectGood(dashboard, 'the name is saved')
    await dashboard.reload()
    await phone.locator('summary').click()
    await expect(name).toHaveValue('My phone')
    const logOut = fill(list.logOutDevice, { device: `My phone (${safari})` })
    await expect(phone.getByRole('button', { name: logOut })).toBeVisible()
  })

  test('devices that were logged out are listed below, with how they ended', async ({
    dashboard,
    person,
  }) => {
    const userId = await userIdOf(person.email)
    const now = new Date()
    const { session } = await givenSession({ userId, from: PHONE, now })
    await changeSession(session.id, { endedAt: now, endReason: 'reuse' })
    const second = await givenSession({ userId, from: PHONE, now })
    await dashboard.goto('/dashboard/sessions')
    const logOut = fill(list.logOutDevice, { device: safari })
    await dashboard.getByRole('button', { name: logOut }).click()
    await expect(dashboard.getByText(outcomes.ended)).toBeVisible()
    expect(await sessionRow(second.session.id)).toMatchObject({ endReason: 'logged-out' })
    // Folded away at first.
    const rows = dashboard.getByRole('main').getByRole('listitem')
    await expect(rows).toHaveCount(1)
    await dashboard.getByText(plural(locale, ended.title, 2)).click()
    await expect(rows.filter({ hasText: 'Safari' })).toHaveText([
      like(ended.endings['logged-out']),
      like(ended.endings.reuse),
    ])
    await expectGood(dashboard, 'a device is logged out')
  })

  test('the times of the session and its token are folded away for developers', async ({
    dashboard,
  }) => {
    const { session } = words.overview
    await dashboard.goto('/dashboard/sessions')
    const token = dashboard.getByText(session.token, { exact: true })
    await expect(token).toBeHidden()
    await dashboard.getByText(session.title, { exact: true }).click()
    await expect(token).toBeVisible()
    await expect(dashboard.getByText(session.renewal)).toBeVisible()
    await expectGood(dashboard, 'for developers')
  })
})

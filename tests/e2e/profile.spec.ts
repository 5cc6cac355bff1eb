import { LANGUAGE_NAMES } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'
import { callApi, logInDevice } from '../support/api'
import { changeUser, userIdOf, userRow } from '../support/rows'
import { inEachWay } from '../support/ways'
import { expect, test } from './fixtures'

inEachWay(({ locale, words, expectGood }) => {
  const other = locale === 'en' ? 'de' : 'en'
  const { about, address } = words.profile

  test('a user changes their name and language, and reads on in that language', async ({
    dashboard,
    person,
  }) => {
    const then = wordsIn(other)
    await dashboard.goto('/dashboard/profile')
    await expect(
      dashboard.getByRole('region', { name: address.title }).getByText(person.email),
    ).toBeVisible()
    const name = dashboard.getByLabel(about.name, { exact: true })
    await expect(name).toHaveValue('Ada Lovelace')
    await name.fill('x'.repeat(101))
    await dashboard.getByRole('button', { name: about.submit }).click()
    await expect(dashboard.getByText(words.accounts.faults['name-too-long'])).toBeVisible()
    await expect(name).toHaveValue('x'.repeat(101))
    await expectGood(dashboard, 'the name is too long')

    await name.fill('Grace <b>Hopper</b>')
    const languages = dashboard.getByRole('main').getByLabel(about.language)
    await languages.selectOption(LANGUAGE_NAMES[other])
    await dashboard.getByRole('button', { name: about.submit }).click()
    await expect(dashboard.getByText(then.profile.done)).toBeVisible()
    await expect(dashboard.locator('html')).toHaveAttribute('lang', other)
    await expect(dashboard.getByLabel(then.profile.about.name, { exact: true })).toHaveValue(
      'Grace <b>Hopper</b>',
    )
    await expect(dashboard.getByRole('banner')).toContainText('Grace <b>Hopper</b>')
    await expectGood(dashboard, 'the profile is saved')
    const row = await userRow(await userIdOf(person.email))
    expect(row).toMatchObject({ name: 'Grace <b>Hopper</b>', locale: other })
    await dashboard.goto('/dashboard/activity')
    await expect(dashboard.getByText(then.ownEvents.kinds.user_updated)).toBeVisible()
  })
})

test('a program reads and changes the profile through the API', async ({
  server: { origin },
  person,
}) => {
  const { access_token: token } = await logInDevice(origin, person)
  const me = await callApi(origin, '/me', { token })
  expect(me.json).toMatchObject({ name: 'Ada Lovelace', email_verified: false, language: null })
  await changeUser(await userIdOf(person.email), { emailVerifiedAt: new Date() })

  const change = (body: object) => callApi(origin, '/me', { method: 'PATCH', token, body })
  const changed = await change({ name: ' Grace  Hopper ', language: 'de' })
  expect(changed).toMatchObject({
    status: 200,
    json: { ...me.json, name: 'Grace Hopper', language: 'de', email_verified: true },
  })
  expect(await change({})).toMatchObject({ status: 200, json: changed.json })
  expect((await callApi(origin, '/me', { token })).json).toEqual(changed.json)

  for (const [body, field] of [
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ language: 'xx' }, 'language'],
    [{ email: 'eve@example.com' }, 'email'],
    [{ name: null }, 'name'],
  ] as const) {
    expect(await change(body)).toMatchObject({
      status: 400,
      json: { code: 'invalid-request', errors: [{ field }] },
    })
  }
  expect(await callApi(origin, '/me', { method: 'PATCH', body: {} })).toMatchObject({
    status: 401,
  })
})

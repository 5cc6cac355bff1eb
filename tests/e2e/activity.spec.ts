import { readFile } from 'node:fs/promises'
import { ask } from '../support/http'
import { PHONE } from '../support/people'
import { userIdOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { inEachWay, like } from '../support/ways'
import { transaction } from '@/db/connection'
import type { EventType } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { expect, givenPerson, test, type Person } from './fixtures'

async function given(person: Person, type: EventType, at: Date, browser = 'Safari') {
  const event = { type, ...byOwner(await userIdOf(person.email)), from: { ...PHONE, browser } }
  await transaction({ locks: 'none' }, () => recordEvent(event, at))
}

inEachWay(({ words, expectGood }) => {
  const { activity, frame, ownEvents } = words
  const { filter } = activity
  const { authn_login_fail: wrong, authn_password_change: changed } = ownEvents.kinds
  test.use({ timezoneId: 'Europe/Berlin' })

  test('users filter their own activity by kind and by days of their own', async ({
    dashboard,
    context,
    person,
    server,
  }) => {
    await context.addCookies([{ name: 'gh_zone', value: 'Europe%2FBerlin', url: server.origin }])
    await given(await givenPerson(), 'authn_password_reset', new Date())
    // In Berlin, the first minute of a day and the last one.
    await given(person, 'authn_password_change', new Date('2026-03-01T23:00:30Z'))
    await given(person, 'authn_login_fail', new Date('2026-03-02T22:59:30Z'))
    await given(person, 'session_logout', new Date('2026-03-02T23:00:30Z'))

    const menu = dashboard.getByRole('navigation')
    await menu.getByRole('link', { name: frame.pages.activity }).click()
    const events = dashboard.getByRole('main').getByRole('listitem')
    await expect(events).toHaveCount(4)
    await dashboard.getByLabel(filter.from, { exact: true }).fill('2026-03-02')
    await dashboard.getByLabel(filter.to, { exact: true }).fill('2026-03-02')
    await dashboard.getByRole('button', { name: filter.submit }).click()
    await expect(events).toHaveText([like(wrong), like(changed)])
    await dashboard.getByLabel(filter.kind, { exact: true }).selectOption(activity.kinds.password)
    await dashboard.getByRole('button', { name: filter.submit }).click()
    await expect(events).toHaveText([/2026, 00:00 (CET|MEZ)/])
    await expect(events).toHaveText([like(changed)])
    await expectGood(dashboard, 'filtered activity')
    const [file] = await Promise.all([
      dashboard.waitForEvent('download'),
      dashboard.getByRole('link', { name: activity.exportCsv }).click(),
    ])
    expect(await readFile(await file.path(), 'utf8')).toContain(`,${changed},`)

    await dashboard.goto('/dashboard/activity?from=soon')
    await expect(dashboard.getByLabel(filter.from, { exact: true })).toHaveValue('soon')
    await expect(dashboard.getByRole('main').getByRole('alert')).toContainText(activity.unreadable)
    await expectGood(dashboard, 'an unreadable filter')
    await dashboard.getByRole('link', { name: filter.reset }).click()
    await expect(events).toHaveCount(4)
  })
})

test('long activity comes in pages', async ({ dashboard, person }) => {
  for (let i = 0; i < 55; i += 1) {
    await given(person, 'authn_login_success', new Date(Date.now() - i * 60_000))
  }
  await dashboard.goto('/dashboard/activity?kind=logIns')
  const events = dashboard.getByRole('main').getByRole('listitem')
  await expect(events).toHaveCount(50)
  await dashboard.getByRole('link', { name: 'Next page' }).click()
  await expect(events).toHaveCount(5)
  await dashboard.getByRole('link', { name: 'First page' }).click()
  await expect(events).toHaveCount(50)
})

test('the file holds what the page shows, for its user only, and no formula', async ({
  dashboard,
  person,
  server,
}) => {
  await given(person, 'authn_login_fail', new Date(), '=cmd')
  await dashboard.goto('/dashboard/activity?kind=warnings')
  const [file] = await Promise.all([
    dashboard.waitForEvent('download'),
    dashboard.getByRole('link', { name: 'Export as CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^activity-\d{4}-\d\d-\d\d\.csv$/)
  const cookie = cookieHeader(await tokensFor(person))
  const path = `${server.origin}/dashboard/activity/export?kind=warnings`
  const answer = await ask(path, { headers: { cookie } })
  const [head, row, end] = answer.body.split('\r\n')
  expect(head).toBe('at,what,type,network,browser,system')
  expect(row).toMatch(/^2[^,]*Z,A wrong password was entered,authn_login_fail,[^,]*,"'=cmd",iOS$/)
  expect(end).toBe('')
  expect(answer.headers['cache-control']).toContain('no-store')

  expect((await ask(path)).status).not.toBe(200)
  const elsewhere = { cookie, 'sec-fetch-site': 'cross-site' }
  expect((await ask(path, { headers: elsewhere })).status).toBe(403)
  const bad = await ask(`${path}&to=never`, { headers: { cookie } })
  expect(bad.status).toBe(400)
  expect(JSON.parse(bad.body)).toMatchObject({ errors: [{ field: 'to' }] })
})

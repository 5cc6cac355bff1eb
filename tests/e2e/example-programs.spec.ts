import { runExample, startExample } from '../support/examples'
import { freePort } from '../support/free-port'
import { givenApp } from '../support/oauth-apps'
import { expect, signIn, test } from './fixtures'

const SERVICES = { resources: '["orders"]' }

test('a device sends readings for its user, by tokens that are worth nothing in a copy', async ({
  page,
  context,
  person,
  server,
}) => {
  const { userId } = await signIn(context, person, server)
  const input = { name: 'Thermometer', kind: 'device', redirectUris: [] } as const
  const { app } = await givenApp(input, SERVICES)
  const thermometer = await startExample('iot-device', {
    ...{ GATEHOUSE_ISSUER: server.origin, CLIENT_ID: app.id, SERVICE: 'orders', READINGS: '2' },
  })
  await expect.poll(() => thermometer.output()).toContain('type ')
  const [, address = '', code = ''] = /open (\S+) and type (\S+)/.exec(thermometer.output()) ?? []
  expect(address).toBe(`${server.origin}/device`)
  await page.goto(address)
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  const { code: exit, output } = await thermometer.ended
  expect(output).toContain(`201 {"celsius":20,"device":"${app.id}","owner":"${userId}"}`)
  expect(output).toContain('201 {"celsius":20.1')
  expect(output).toMatch(/A copy of its token, without its key: 401 .*bound to a key/)
  expect(exit).toBe(0)
})

test('a program gets a token for itself, and a service verifies it', async ({ server }) => {
  const input = { name: 'Reorder', kind: 'machine', redirectUris: [] } as const
  const { app, secret } = await givenApp(input, SERVICES)
  const { code, output } = await runExample('machine', {
    ...{ GATEHOUSE_ISSUER: server.origin, SERVICE: 'orders', PORT: String(await freePort()) },
    ...{ CLIENT_ID: app.id, CLIENT_SECRET: secret ?? '' },
  })
  expect(output).toContain(`With a token: 200 {"tea":12,"coffee":3,"asked":"${app.id}"}`)
  expect(output).toContain('With another text: 401')
  expect(code).toBe(0)
})

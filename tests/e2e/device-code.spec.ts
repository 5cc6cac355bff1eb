import type { Locator, Page } from '@playwright/test'
import * as oidc from 'openid-client'
import { createVerifier } from '@gatehouse/verify'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { clientOf } from '../support/app-client'
import { givenApp } from '../support/oauth-apps'
import { ask } from '../support/http'
import { LAPTOP } from '../support/people'
import { expect, signIn, test } from './fixtures'

const ORDERS = 'urn:gatehouse:service:orders'
const ASKED = { scope: 'openid email', resource: ORDERS }

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a device gets access by the code that its user types, and loses it with a log-out everywhere', async ({
    page,
    context,
    person,
    server,
  }) => {
    const tokens = await signIn(context, person, server)
    const client = await givenTelevision(server.origin)
    const waiting = await oidc.initiateDeviceAuthorization(client, ASKED)
    expect(waiting).toMatchObject({
      verification_uri: `${server.origin}/device`,
      interval: 5,
    })
    expect(waiting.user_code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)

    // A scanned code is only filled in.
    await page.goto(waiting.verification_uri_complete ?? '')
    await expect(page.getByLabel('Code')).toHaveValue(waiting.user_code)
    expect(await pending(client, waiting)).toBe('authorization_pending')
    await page.getByLabel('Code').fill('XXXX-XXXX')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(unknownCode(page)).toBeVisible()

    await page.getByLabel('Code').fill(waiting.user_code.toLowerCase().replace('-', ' '))
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { name: 'Allow Television?' })).toBeVisible()
    await expect(page.getByText('Your email address, and whether it is confirmed')).toBeVisible()
    await expect(page.getByText('To use “orders” in your name')).toBeVisible()
    // Which of its addresses a computer uses for itself depends on the program.
    await expect(page.getByText(/It asked .* from (127\.0\.0\.1|::1)\./)).toBeVisible()
    await page.getByRole('button', { name: 'Allow' }).click()
    await expect(page.getByRole('heading', { name: 'The device is connected' })).toBeVisible()

    const got = await oidc.pollDeviceAuthorizationGrant(client, hurried(waiting), {
      resource: ORDERS,
    })
    expect(got.claims()).toMatchObject({ sub: tokens.userId })
    const verifier = createVerifier({ issuer: server.origin, audience: 'orders' })
    expect(await verifier.verify(got.access_token)).toMatchObject({ sub: tokens.userId })
    await endOwnSessions(tokens, 'this', LAPTOP)
    const next = await oidc.refreshTokenGrant(client, got.refresh_token ?? '')
    const again = await signIn(context, person, server)
    await endOwnSessions(again, 'everywhere', LAPTOP)
    await expect(
      oidc.refreshTokenGrant(client, next.refresh_token ?? got.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

test('a device that its user refuses hears so, and the code works for no other user', async ({
  page,
  context,
  person,
  server,
}) => {
  await signIn(context, person, server)
  const client = await givenTelevision(server.origin)
  const waiting = await oidc.initiateDeviceAuthorization(client, ASKED)
  await page.goto('/device')
  await page.getByLabel('Code').fill(waiting.user_code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('heading', { name: 'The device was refused' })).toBeVisible()
  await expect(oidc.pollDeviceAuthorizationGrant(client, hurried(waiting))).rejects.toMatchObject({
    error: 'access_denied',
  })
  await page.goto(waiting.verification_uri_complete ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(unknownCode(page)).toBeVisible()
})

test('a device that asks too often is told to slow down', async ({ server }) => {
  const client = await givenTelevision(server.origin)
  const waiting = await oidc.initiateDeviceAuthorization(client, ASKED)
  const answers: unknown[] = []
  for (let i = 0; i < 3; i += 1) answers.push(await pending(client, waiting))
  expect(answers).toEqual(['authorization_pending', 'authorization_pending', 'slow_down'])
})

test('a visitor with a scanned code logs in first', async ({ page, server }) => {
  const client = await givenTelevision(server.origin)
  const waiting = await oidc.initiateDeviceAuthorization(client, ASKED)
  await page.goto(waiting.verification_uri_complete ?? '')
  const back = encodeURIComponent(`/device?user_code=${waiting.user_code}`)
  await expect(page).toHaveURL(`/login?next=${back}`)
})

function unknownCode(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'No device waits with this code.' })
}

async function givenTelevision(origin: string): Promise<oidc.Configuration> {
  const input = { name: 'Television', kind: 'device', firstParty: false, redirectUris: [] } as const
  return clientOf(origin, await givenApp(input, { resources: '["orders"]' }))
}

/** The answer to a device, whose first question need not wait. */
function hurried(waiting: oidc.DeviceAuthorizationResponse): oidc.DeviceAuthorizationResponse {
  return { ...waiting, interval: 0 }
}

/** What a device hears that asks once. */
async function pending(
  client: oidc.Configuration,
  waiting: oidc.DeviceAuthorizationResponse,
): Promise<unknown> {
  const { token_endpoint: url = '' } = client.serverMetadata()
  const { body } = await ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: client.clientMetadata().client_id,
      device_code: waiting.device_code,
    }).toString(),
  })
  return (JSON.parse(body) as { error?: unknown }).error
}

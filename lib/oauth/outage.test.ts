import * as oidc from 'openid-client'
import { expect, test } from 'vitest'
import { clientOf, signInTo } from '@/tests/support/app-client'
import { useFreshDatabase } from '@/tests/support/database'
import { ask } from '@/tests/support/http'
import { CALLBACK, givenApp } from '@/tests/support/oauth-apps'
import { logged } from '@/tests/support/log'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { beginOutage } from '@/tests/support/outage'
import { givenSession } from '@/tests/support/people'
import { cookieHeader } from '@/tests/support/session'

useFreshDatabase()

test('in an outage an application hears to ask again, and no user is said to be logged out', async () => {
  const origin = await givenOAuthServer()
  const given = await givenApp()
  const client = await clientOf(origin, given)
  const { access } = (await givenSession({ now: new Date() })).tokens
  const tokens = await signInTo(client, { access, request: { scope: 'openid' } })
  const outage = await beginOutage()
  const errors = logged('error')

  const token = await ask(`${origin}/oauth/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${btoa(`${given.app.id}:${given.secret}`)}`,
    },
    body: `grant_type=refresh_token&refresh_token=${tokens.refresh_token}`,
  })
  const userinfo = await ask(`${origin}/oauth/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  for (const { status, headers, body } of [token, userinfo]) {
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([
      503,
      '10',
      'no-store',
    ])
    expect(JSON.parse(body)).toMatchObject({
      error: 'temporarily_unavailable',
      code: 'unavailable',
    })
  }
  const path = `/oauth/authorize?${new URLSearchParams({
    client_id: given.app.id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  })}`
  const cookie = cookieHeader({ access })
  const page = await ask(origin + path, { headers: { cookie } })
  expect(page.headers.location).toBeUndefined()
  expect(page.body).toBe(`page /unavailable?${new URLSearchParams({ next: path })} `)

  expect(errors()).toEqual(['Unavailable', 'Unavailable', 'Unavailable'])

  await outage.end('SELECT 1')
  const again = await oidc.refreshTokenGrant(client, tokens.refresh_token ?? '')
  expect(again.access_token).toBeTruthy()
  expect((await ask(origin + path, { headers: { cookie } })).headers.location).toContain(CALLBACK)
})

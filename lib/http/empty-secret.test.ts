import { expect, test } from 'vitest'
import { ask } from '@/tests/support/http'
import { useFreshDatabase } from '@/tests/support/database'
import { givenApp } from '@/tests/support/oauth-apps'
import { givenOAuthServer } from '@/tests/support/oauth-server'

useFreshDatabase()

const TELEVISION = { kind: 'device', redirectUris: [] } as const
const METER = { kind: 'machine', redirectUris: [] } as const

async function asked(origin: string, path: string, [id, secret]: [string, string], more = '') {
  const answer = await ask(`${origin}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `scope=openid&grant_type=client_credentials${more}`,
  })
  return [answer.status, (JSON.parse(answer.body) as { error?: string }).error]
}

test('an application without a secret may send an empty one', async () => {
  const origin = await givenOAuthServer()
  const { app } = await givenApp(TELEVISION)
  expect(await asked(origin, '/oauth/device', [app.id, ''])).toEqual([200, undefined])
  const again = `&client_id=${app.id}`
  expect(await asked(origin, '/oauth/device', [app.id, ''], again)).toEqual([200, undefined])
  expect(await asked(origin, '/oauth/device', [app.id, 'guessed'])).toEqual([401, 'invalid_client'])
})

test('an application with a secret gets nowhere with an empty one', async () => {
  const origin = await givenOAuthServer()
  const { app } = await givenApp(METER)
  expect(await asked(origin, '/oauth/token', [app.id, ''])).toEqual([401, 'invalid_client'])
})

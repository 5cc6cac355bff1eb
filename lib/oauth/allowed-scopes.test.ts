import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { changeApp } from '@/lib/apps/change'
import type { AppInput } from '@/lib/apps/entered'
import type { AppId } from '@/lib/base/ids'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { enteredApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { countedBy } from '@/tests/support/metrics'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { givenRole, givenSession, type GivenSession } from '@/tests/support/people'
import {
  client,
  errorOf,
  givenApp,
  sentTo,
  signInRequest,
  signInTo,
} from '@/tests/support/relying-party'
import { cookieHeader } from '@/tests/support/session'
import { allowedScopes, scopesFor } from './allowed-scopes'

useFreshDatabase({ API_AUDIENCES: 'orders' })

const ORDERS = 'urn:gatehouse:service:orders'

let origin: string
let here: GivenSession

beforeEach(async () => {
  origin = await givenOAuthServer()
  here = await givenSession({ now: new Date() })
})

describe('a machine', () => {
  const machine = { kind: 'machine', redirectUris: [], postLogoutRedirectUris: [] } as const

  async function permissionsOf(scopes: readonly string[], asked?: string): Promise<unknown> {
    const input: Partial<AppInput> = { ...machine, resources: ['orders'], scopes }
    const { config } = await givenApp(origin, input)
    const tokens = await client.clientCredentialsGrant(config, asked ? { scope: asked } : {})
    const { permissions, roles } = decodeJwt(tokens.access_token)
    expect(roles).toEqual([])
    return permissions
  }

  test('has the permissions of the scopes that it asks for and may ask for', async () => {
    const allowed = ['users:read', 'roles:write']
    expect(await permissionsOf(allowed, 'users:read roles:read')).toEqual(['users:read'])
    expect(await permissionsOf(allowed)).toEqual([])
    expect(await permissionsOf([], 'users:read')).toEqual([])
    expect(await countedBy(() => permissionsOf(allowed))).toMatchObject({
      'app_tokens_total{grant="client_credentials"}': 1,
    })
  })

  test('cannot be allowed what is about a user', () => {
    expect(scopesFor('machine')).not.toContain('email')
    expect(allowedScopes({ kind: 'machine', scopes: '["email","users:read"]' })).toEqual(
      new Set(['users:read']),
    )
  })
})

describe('an application of users', () => {
  test('may ask for every scope unless it is limited', async () => {
    const limited = await givenApp(origin, { scopes: ['email'] })
    const cookie = cookieHeader(here.tokens)
    const asked = async (scope: string) => {
      const { url } = await signInRequest(limited, { scope })
      const { searchParams } = await sentTo(url, cookie)
      return searchParams.get('error') ?? 'allowed'
    }
    expect(await asked('openid email')).toBe('allowed')
    expect(await asked('openid email profile')).toBe('invalid_scope')
    expect(await asked('openid offline_access')).toBe('allowed')
    const tokens = await signInTo(limited, cookie, { scope: 'openid offline_access' })
    expect(tokens.scope).toBe('openid')
  })

  test('gets no permission at a service by a scope that it may not ask for', async () => {
    await givenRole(here.userId, 'administrator')
    const app = await givenApp(origin, { resources: ['orders'], scopes: ['users:read'] })
    const { url, checks } = await signInRequest(app, {
      scope: 'openid users:read roles:write',
      resource: ORDERS,
    })
    const back = await sentTo(url, cookieHeader(here.tokens))
    const tokens = await client.authorizationCodeGrant(app.config, back, checks, {
      resource: ORDERS,
    })
    expect(decodeJwt(tokens.access_token).permissions).toEqual(['users:read'])
  })

  test('loses what it holds when it may ask for less, and not when it may ask for more', async () => {
    const app = await givenApp(origin, { scopes: ['email', 'profile'] })
    const tokens = await signInTo(app, cookieHeader(here.tokens), { scope: 'openid email' })
    const refresh = () => client.refreshTokenGrant(app.config, tokens.refresh_token ?? '')
    const change = (scopes: readonly string[]) =>
      changeApp(COMMAND_LINE, { ...enteredApp({ scopes }), appId: app.id as AppId })
    await change(['email', 'profile', 'roles'])
    expect(await errorOf(refresh())).toBeNull()
    expect(await change(['email'])).toEqual({ ok: true, ended: true })
    expect(await errorOf(refresh())).toBe('invalid_grant')
    expect(await change([])).toEqual({ ok: true, ended: false })
  })
})

import { SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { findGrantLife, type AppGrantRecord } from '@/db/queries/app-grants'
import type { AppRecord } from '@/db/queries/apps'
import { env } from '@/lib/base/env'
import { toNumericDate } from '@/lib/base/time'
import { burnKey } from '@/lib/keys/burn'
import { signingKey } from '@/lib/keys/signing-keys'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { statusOf } from '@/lib/status-lists/positions'
import { appRow, givenApp, givenGrant } from '@/tests/support/oauth-apps'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, LAPTOP, NOW, type GivenSession } from '@/tests/support/people'
import { machineStatusIndex } from './machine-status'
import { introspected, revoked } from './structured-tokens'

useFreshDatabase()

let ada: GivenSession
let app: AppRecord
let grant: AppGrantRecord

beforeEach(async () => {
  ada = await givenSession()
  ;({ app } = await givenApp())
  grant = await givenGrant(ada.session, app)
})

describe('introspection of a token for a service', () => {
  test('tells its own application all of it but its place in the status list', async () => {
    expect(await introspected(withSecret(app.id), await signed(), at(60))).toMatchObject({
      active: true,
      client_id: app.id,
      sub: ada.userId,
      sid: grant.id,
      aud: 'orders',
      scope: 'users:read',
      token_type: 'Bearer',
    })
    const told = await introspected(withSecret(app.id), await signed(), at(60))
    expect(JSON.stringify(told)).not.toContain('status')
  })

  test('says that a bound one is bound', async () => {
    const token = await signed({ cnf: { jkt: 'of a key' } })
    const told = await introspected(withSecret(app.id), token, at(60))
    expect(told).toMatchObject({ token_type: 'DPoP', cnf: { jkt: 'of a key' } })
  })

  test('tells the service that it is for, which is named by its client_id', async () => {
    const { app: service } = await givenApp({ name: 'Orders', kind: 'machine', redirectUris: [] })
    const token = await signed({ aud: service.id })
    expect(await introspected(withSecret(service.id), token, at(60))).toMatchObject({
      active: true,
    })
  })

  test('tells nothing to another application, nor to one without a secret', async () => {
    const token = await signed()
    const { app: other } = await givenApp({ name: 'Fence' })
    const clients = [withSecret(other.id), { clientId: app.id, clientAuthMethod: 'none' as const }]
    for (const client of clients) {
      expect(await introspected(client, token, at(60))).toEqual({ active: false })
    }
  })

  test.each([
    ['has expired', () => signed({ exp: toNumericDate(at(50)) })],
    ['is of another issuer', () => signed({ iss: 'https://other.example' })],
    ['is of another type', () => signed({}, 'jwt')],
    ['was changed', async () => `${(await signed()).slice(0, -6)}AAAAAA`],
    ['is of one of our own sessions', async () => ada.tokens.access],
    ['names the grant of another application', () => signed({ sid: 'agr_none' })],
    ['is none', async () => 'a.b.c'],
  ])('says that a token is not active that %s', async (_what, token) => {
    expect(await introspected(withSecret(app.id), await token(), at(60))).toEqual({ active: false })
  })

  test('says so too after a log-out, and when its key is burned', async () => {
    const token = await signed()
    await burnKey(COMMAND_LINE, (await signingKey()).id, LAPTOP, at(60))
    expect(await introspected(withSecret(app.id), token, at(61))).toEqual({ active: false })
    const later = await signed()
    expect(await introspected(withSecret(app.id), later, at(61))).toMatchObject({ active: true })
    await endOwnSessions(ada.tokens, 'this', LAPTOP, at(62))
    expect(await introspected(withSecret(app.id), later, at(63))).toEqual({ active: false })
  })
})

describe('revocation of a token for a service', () => {
  test('ends its grant', async () => {
    await revoked(withSecret(app.id), await signed(), at(60))
    expect((await findGrantLife(grant.id))?.grant.endedAt).toEqual(at(60))
  })

  test('does nothing for another application', async () => {
    const { app: other } = await givenApp({ name: 'Fence' })
    expect(await revoked(withSecret(other.id), await signed(), at(60))).toBe('')
    expect((await findGrantLife(grant.id))?.grant.endedAt).toBeNull()
  })

  test('ends all tokens that a machine has for itself', async () => {
    const { app: meter } = await givenApp({ name: 'Meter', kind: 'machine', redirectUris: [] })
    const token = async () =>
      signed({
        ...{ sub: meter.id, sid: meter.id, client_id: meter.id },
        ...statusOf(await machineStatusIndex(await appRow(meter.id)), env()),
      })
    const [first, second] = [await token(), await token()]
    await revoked(withSecret(meter.id), first, at(60))
    for (const old of [first, second]) {
      expect(await introspected(withSecret(meter.id), old, at(61))).toEqual({ active: false })
    }
    const next = await introspected(withSecret(meter.id), await token(), at(61))
    expect(next).toMatchObject({ active: true })
  })
})

function withSecret(clientId: string) {
  return { clientId, clientAuthMethod: 'client_secret_basic' as const }
}

/** A token of the grant, as the provider signs it. */
async function signed(claims: Record<string, unknown> = {}, typ = 'at+jwt'): Promise<string> {
  const key = await signingKey()
  const issuedAt = toNumericDate(NOW)
  return new SignJWT({
    iss: env().appOrigin,
    aud: 'orders',
    sub: ada.userId,
    sid: grant.id,
    jti: 'a token',
    client_id: app.id,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + 600,
    auth_time: issuedAt,
    scope: 'users:read',
    ...statusOf(grant.statusIndex, env()),
    ...claims,
  })
    .setProtectedHeader({ alg: key.algorithm, typ, kid: key.id })
    .sign(key.key)
}

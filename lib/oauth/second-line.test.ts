import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { listSigningKeys } from '@/db/queries/signing-keys'
import { changeApp } from '@/lib/apps/change'
import { removeApp } from '@/lib/apps/disable'
import { env } from '@/lib/base/env'
import type { AppId } from '@/lib/base/ids'
import { addSeconds, HOUR } from '@/lib/base/time'
import { burnKey } from '@/lib/keys/burn'
import { rotateKeys } from '@/lib/keys/rotate'
import { publicKeySet } from '@/lib/keys/signing-keys'
import { tendKeys } from '@/lib/keys/tend'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { enteredApp } from '@/tests/support/apps'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { startLogoutReceiver } from '@/tests/support/logout-receiver'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { givenSession, LAPTOP, type GivenSession } from '@/tests/support/people'
import { givenApp, signInTo, type RelyingParty } from '@/tests/support/relying-party'
import { cookieHeader } from '@/tests/support/session'
import { noticeEndingsOf } from './endings/notice'
import { tellApps } from './endings/sender'

useFreshDatabase()

const RS256 = { idTokenAlg: 'RS256' } as const

let origin: string
let here: GivenSession

beforeEach(async () => {
  origin = await givenOAuthServer()
  here = await givenSession({ now: new Date() })
})

async function idTokenOf(app: RelyingParty): Promise<string> {
  return (await signInTo(app, cookieHeader(here.tokens))).id_token ?? ''
}

async function algorithmOf(app: RelyingParty): Promise<string> {
  const token = await idTokenOf(app)
  const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(await publicKeySet()))
  return protectedHeader.alg
}

async function offered(): Promise<unknown> {
  const answer = await fetch(`${origin}/.well-known/openid-configuration`)
  const document = (await answer.json()) as Record<string, unknown>
  return document.id_token_signing_alg_values_supported
}

const keysOf = async (status: string) =>
  (await listSigningKeys())
    .filter((key) => key.status === status)
    .map(({ algorithm }) => algorithm)
    .sort()

test('a second line of keys is there while an application asks for it, and signs for no other', async () => {
  const modern = await givenApp(origin)
  expect(await offered()).toEqual(['ES256'])
  const old = await givenApp(origin, RS256)
  expect((await keysOf('active')).concat(await keysOf('next')).sort()).toEqual([
    ...['ES256', 'ES256', 'RS256', 'RS256'],
  ])
  expect(await offered()).toEqual(expect.arrayContaining(['ES256', 'RS256']))
  expect([await algorithmOf(modern), await algorithmOf(old)]).toEqual(['ES256', 'RS256'])
  const published = (await publicKeySet()).keys.map(({ alg }) => alg)
  expect(new Set(published)).toEqual(new Set(['ES256', 'RS256']))
  // A start leaves it.
  await restartWith({})
  expect(await algorithmOf(old)).toBe('RS256')

  const change = {
    ...enteredApp({ redirectUris: ['https://one.example/'] }),
    appId: old.id as AppId,
  }
  await changeApp(COMMAND_LINE, { ...change, name: 'Sample', idTokenAlg: null })
  await tendKeys()
  expect([await keysOf('active'), await keysOf('next')]).toEqual([['ES256'], ['ES256']])
  expect(await offered()).toEqual(['ES256'])
})

test('both lines rotate together, and a burned key is replaced in its line', async () => {
  const old = await givenApp(origin, RS256)
  const kid = async () => decodeProtectedHeader(await idTokenOf(old)).kid ?? ''
  const first = await kid()
  await rotateKeys(COMMAND_LINE, LAPTOP, addSeconds(new Date(), HOUR))
  const second = await kid()
  expect(second).not.toBe(first)
  const burned = await burnKey(COMMAND_LINE, second, LAPTOP)
  const main = (await listSigningKeys()).find(
    ({ status, algorithm }) => status === 'active' && algorithm === env().tokenAlgorithm,
  )
  expect(burned).toEqual({ ok: true, active: main?.id })
  const third = await kid()
  expect([first, second]).not.toContain(third)
  expect((await publicKeySet()).keys.map((key) => key.kid)).not.toContain(second)
  expect(await keysOf('next')).toEqual(['ES256', 'RS256'])
})

test('the second line ends with the last application that asks for it', async () => {
  const old = await givenApp(origin, RS256)
  await removeApp(COMMAND_LINE, { appId: old.id as AppId, name: 'Sample' })
  await tendKeys()
  expect(await keysOf('active')).toEqual(['ES256'])
  expect(await keysOf('retiring')).toEqual(['RS256', 'RS256'])
})

test('an application is told of a log-out in the algorithm that it can verify', async () => {
  const receiver = await startLogoutReceiver()
  const old = await givenApp(origin, { ...RS256, backchannelLogoutUri: receiver.url })
  await idTokenOf(old)
  await endOwnSessions(here.tokens, 'this', LAPTOP)
  await noticeEndingsOf(here.userId, new Date())
  await tellApps()
  await receiver.stop()
  expect(receiver.tokens.map((token) => decodeProtectedHeader(token).alg)).toEqual(['RS256'])
})

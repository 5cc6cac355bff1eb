import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { lockOf, transaction } from '@/db/connection'
import { findGrantLife } from '@/db/queries/app-grants'
import { listAppSessions } from '@/db/queries/app-sessions'
import { findArtifact } from '@/db/queries/oauth-artifacts'
import type { AppKind } from '@/db/queries/apps'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import {
  authorise,
  exchange,
  isActive,
  isWelcome,
  refreshGrant,
  type Requester,
} from '@/tests/support/app-requests'
import { useFreshDatabase } from '@/tests/support/database'
import { givenDeviceCode, givenDeviceRequest } from '@/tests/support/device-requests'
import { givenApp } from '@/tests/support/oauth-apps'
import { oauthRequestOf } from '@/tests/support/oauth-request'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { at, givenSession, LAPTOP, type GivenSession } from '@/tests/support/people'
import type { Answer } from '@/tests/support/protocol'
import { client, givenApp as givenRelyingParty, signInTo } from '@/tests/support/relying-party'
import { eventsOf } from '@/tests/support/rows'
import { cookieHeader } from '@/tests/support/session'
import { artifactId } from './artifact-id'
import { inOAuthRequest } from './browser-session'
import { allowDevice } from './device-request'
import { saveParticipants } from './session-model'

useFreshDatabase()

const AT_ONCE = 50
/** Requests that race a log-out. */
const RACERS = 8
/** `npm run test:long -- races` sets more. */
const ROUNDS = Number(process.env.ROUNDS ?? 2)

let here: GivenSession

beforeEach(async () => {
  here = await givenSession({ now: new Date() })
})

async function requester(kind: AppKind): Promise<Requester> {
  const { app, secret } = await givenApp({ kind })
  return { id: app.id, secret }
}

async function codeFor(app: Requester, { tokens } = here): Promise<string> {
  const code = await authorise(app, tokens)
  if (code === null) throw new Error('There was no code')
  return code
}

async function tokensFor(app: Requester, session = here): Promise<Answer['json']> {
  return (await exchange(app, await codeFor(app, session))).json
}

function atOnce<T>(ask: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, i) => ask(i)))
}

/** What each answer was, and how often. */
function tally(answers: readonly Answer[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { status, json } of answers) {
    const what = status === 200 ? 'given' : String(json.error)
    all[what] = (all[what] ?? 0) + 1
  }
  return all
}

describe('fifty exchanges of one code at once', () => {
  test.each(['web', 'browser'] as const)('give tokens once, to a %s application', async (kind) => {
    const app = await requester(kind)
    const code = await codeFor(app)
    const answers = await atOnce(() => exchange(app, code))
    expect(tally(answers)).toEqual({ given: 1, invalid_grant: AT_ONCE - 1 })
    const { json } = answers.find(({ status }) => status === 200) ?? {}
    const grantId = (await findArtifact(artifactId('RefreshToken', String(json?.refresh_token))))
      ?.grantId
    const life = grantId && (await findGrantLife(grantId))
    // One that came after the first is a copy for all that is known, and ends what the first gave.
    const isOpen = life ? life.grant.endedAt === null : false
    expect(await isWelcome(String(json?.access_token))).toBe(isOpen)
  })
})

describe('fifty refreshes of one token at once', () => {
  test('all give the same successor, and no copy is suspected', async () => {
    const app = await requester('browser')
    const { refresh_token: token } = await tokensFor(app)
    const answers = await atOnce(() => refreshGrant(app, String(token)))
    expect(tally(answers)).toEqual({ given: AT_ONCE })
    const next = new Set(answers.map(({ json }) => json.refresh_token))
    expect(next.size).toBe(1)
    expect(next.has(token)).toBe(false)
    const late = await refreshGrant(app, String(token))
    expect(late.json.refresh_token, 'one whose answer was lost').toBe([...next][0])
    const after = await refreshGrant(app, String([...next][0]))
    expect(after).toMatchObject({ status: 200 })
    expect(await eventsOf('app_token_reuse')).toEqual([])
  })

  test('leave the token of an application with a secret as it is', async () => {
    const app = await requester('web')
    const { refresh_token: token } = await tokensFor(app)
    const answers = await atOnce(() => refreshGrant(app, String(token)))
    expect(tally(answers)).toEqual({ given: AT_ONCE })
    expect(new Set(answers.map(({ json }) => json.refresh_token))).toEqual(new Set([token]))
  })
})

test('fifty log-ins of one session at once all work', async () => {
  const app = await requester('web')
  const answers = await atOnce(async () => exchange(app, await codeFor(app)))
  expect(tally(answers)).toEqual({ given: AT_ONCE })
  for (const { json } of answers) expect(await isActive(app, String(json.refresh_token))).toBe(true)
})

describe('amid a log-out everywhere', () => {
  test.each(['web', 'browser'] as const)(
    'refreshes of a %s application give nothing that opens anything later',
    async (kind) => {
      const app = await requester(kind)
      let given = 0
      for (let round = 0; round < ROUNDS; round += 1) {
        const session = await givenSession({ userId: here.userId, version: round, now: new Date() })
        const { refresh_token: token } = await tokensFor(app, session)
        const refreshes = await withLogOut(session, round, () => refreshGrant(app, String(token)))
        const got = refreshes.filter(({ status }) => status === 200)
        given += got.length
        for (const { json } of [...got, { json: { refresh_token: token } as Answer['json'] }]) {
          expect((await refreshGrant(app, String(json.refresh_token))).status).toBe(400)
          if (json.access_token !== undefined) {
            expect(await isWelcome(String(json.access_token))).toBe(false)
          }
        }
      }
      console.log(`${ROUNDS} rounds, ${given} refreshes came before the log-out`)
      expect(given).toBeGreaterThan(0)
    },
  )

  test('log-ins to an application give nothing either, not even for offline access', async () => {
    const app = await requester('web')
    let codes = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const session = await givenSession({ userId: here.userId, version: round, now: new Date() })
      const offline = round % 3 !== 1
      const got = await withLogOut(session, round, () => authorise(app, session.tokens, offline))
      for (const code of got.filter((one) => one !== null)) {
        codes += 1
        expect((await exchange(app, code)).status).toBe(400)
      }
    }
    console.log(`${ROUNDS} rounds, ${codes} log-ins came before the log-out`)
    expect(codes).toBeGreaterThan(0)
  })
})

test('of two first log-ins of a user at once, the second is recorded after the first', async () => {
  const { app } = await givenApp()
  const { session } = here
  const look = () => transaction({ locks: 'none' }, () => listAppSessions(session.id))
  // Opens connections, which would take longer than what follows.
  await Promise.all([look(), look(), look()])
  let finish = () => {}
  const first = transaction(
    { locks: lockOf(session.userId) },
    () => new Promise<void>((resolve) => (finish = resolve)),
  )
  onTestFinished(() => finish())
  const payload = { authorizations: { [app.id]: {} } }
  const second = inOAuthRequest(oauthRequestOf(session), () => saveParticipants(payload))
  // Asks far more often than recording needs.
  for (let i = 0; i < 100; i += 1) expect(await listAppSessions(session.id)).toEqual([])
  finish()
  await Promise.all([first, second])
  expect(await listAppSessions(session.id)).toMatchObject([{ appId: app.id }])
})

test('two tabs that begin at once both get in', async () => {
  const app = await givenRelyingParty(await givenOAuthServer())
  // Its tokens name the origin of this server.
  const { tokens } = await givenSession({ userId: here.userId, now: new Date() })
  const cookie = cookieHeader(tokens)
  const both = await Promise.all([signInTo(app, cookie), signInTo(app, cookie)])
  for (const { refresh_token: token } of both) {
    await client.refreshTokenGrant(app.config, token ?? '')
  }
})

describe('a request of a device', () => {
  test('gets one grant from two answers at once', async () => {
    const input = { kind: 'device', firstParty: false, redirectUris: [] } as const
    await givenDeviceCode((await givenApp(input)).app.id)
    const { tokens } = await givenSession({ userId: here.userId })
    const found = await authenticate(tokens.access, 'web', at(1))
    if (!found.ok) throw new Error(found.reason)
    const ada = found.actor
    const request = await givenDeviceRequest(ada)
    const answers = await Promise.all([
      allowDevice(ada, request, LAPTOP, at(60)),
      allowDevice(ada, request, LAPTOP, at(60)),
    ])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
  })
})

/** Many requests at once, with a log-out everywhere among them, in every second round after an answer. */
async function withLogOut<T>(
  { tokens }: GivenSession,
  round: number,
  ask: () => Promise<T>,
): Promise<T[]> {
  const early = Array.from({ length: RACERS }, ask)
  if (round % 2 === 1) await Promise.race(early)
  const ending = endOwnSessions(tokens, 'everywhere', LAPTOP)
  const late = Array.from({ length: RACERS }, ask)
  expect(await ending).toBe(true)
  return Promise.all([...early, ...late])
}

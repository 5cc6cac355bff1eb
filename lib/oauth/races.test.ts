import { beforeEach, describe, expect, test } from 'vitest'
import { findGrantLife } from '@/db/queries/app-grants'
import { findArtifact } from '@/db/queries/oauth-artifacts'
import type { AppKind } from '@/db/queries/apps'
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
import { givenApp } from '@/tests/support/oauth-apps'
import { givenSession, LAPTOP, type GivenSession } from '@/tests/support/people'
import type { Answer } from '@/tests/support/protocol'
import { eventsOf } from '@/tests/support/rows'
import { artifactId } from './artifact-id'

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

/** What happens at the same moment, on PostgreSQL over as many connections as there are. */
import { describe, expect, test, vi } from 'vitest'
import { lockOf, transaction } from '@/db/connection'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn, type CompletionResult } from '@/lib/sessions/complete-log-in'
import { confirmUser } from '@/lib/sessions/confirm'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { hashingPool, holdHashing } from '@/tests/support/hashing'
import { at, LAPTOP } from '@/tests/support/people'
import { sessionIds } from '@/tests/support/rows'
import { asAnother, untilOneWaits } from '@/tests/support/waiting'
import {
  authenticatorOf,
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
} from './set-up'

useFreshDatabase()

const EMAIL = 'ada@example.com'
/** Fewer than strangers may try in a day. */
const AT_ONCE = 10
/** `npm run test:long -- races-of-factors` sets more. */
const ROUNDS = Number(process.env.ROUNDS ?? 3)
/** The set-up used the code of its own time step. */
const LATER = 60

describe('at the same moment', () => {
  test('one code completes one log-in once', async () => {
    const { key } = await givenAda()
    const before = await sessionIds()
    const token = await waiting()
    const code = codeAt(key, at(LATER))
    const answers = await atOnce(AT_ONCE, () => complete(token, code))
    expect(tally(answers)).toEqual({ session: 1, 'log-in-expired': AT_ONCE - 1 })
    expect(await sessionIds()).toHaveLength(before.length + 1)
  })

  test.each(['code of the app', 'recovery code'])(
    'one %s completes one of many log-ins',
    async (what) => {
      const { key, codes } = await givenAda()
      const before = await sessionIds()
      const tokens = await inTurn(AT_ONCE, () => waiting())
      const code = what === 'recovery code' ? (codes[0] ?? '') : codeAt(key, at(LATER))
      const answers = await atOnce(AT_ONCE, (i) => complete(tokens[i] ?? '', code))
      expect(tally(answers)).toEqual({ session: 1, 'wrong-code': AT_ONCE - 1 })
      expect(await sessionIds()).toHaveLength(before.length + 1)
    },
  )

  test('many right codes complete one log-in once, and use up no other code', async () => {
    const { codes } = await givenAda()
    const token = await waiting()
    const answers = await atOnce(codes.length, (i) => complete(token, codes[i] ?? ''))
    expect(tally(answers)).toEqual({ session: 1, 'log-in-expired': codes.length - 1 })
    const again = await inTurn(codes.length, async (i) => complete(await waiting(), codes[i] ?? ''))
    expect(tally(again)).toEqual({ session: codes.length - 1, 'wrong-code': 1 })
  })

  test('one code completes a log-in or confirms, and not both', async () => {
    const { actor, key } = await givenAda()
    const token = await waiting()
    const code = codeAt(key, at(LATER))
    const shown = { password: PASSWORD, code, from: LAPTOP }
    const both = await Promise.all([complete(token, code), confirmUser(actor, shown, at(LATER))])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both).toContainEqual(expect.objectContaining(refused('wrong-code')))
  })

  test(
    'a first code turns an app on once, and the recovery codes shown are those that work',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { actor } = await givenUser(round)
        await beginAuthenticator(actor, at(0))
        const begun = await authenticatorOf(actor, at(0))
        if (begun.state !== 'begun') throw new Error(begun.state)
        const shown = { code: codeAt(begun.key, at(0)), from: LAPTOP }
        const answers = await atOnce(5, () => confirmAuthenticator(actor, shown, at(0)))
        const won = answers.flatMap((answer) => (answer.ok ? [answer.codes] : []))
        expect(won).toHaveLength(1)
        expect(answers.filter((answer) => !answer.ok)).toEqual(Array(4).fill(refused('gone')))
        const token = await waiting(actor.email)
        expect(await complete(token, won[0]?.[0] ?? '')).toMatchObject({ ok: true })
      }
    },
    60_000 + ROUNDS * 3000,
  )
})

test.each(['logs out everywhere', 'removes the app'])(
  'a log-in that is completed while its user %s lives on only if it came first, and waits no longer',
  async (what) => {
    let completed = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const { actor, tokens, codes } = await givenAda(round)
      const waitings = await inTurn(codes.length, () => waiting(actor.email))
      const before = (await sessionIds()).length
      const attempts = codes.map((code, i) => () => complete(waitings[i] ?? '', code))
      const early = attempts.slice(0, 5).map((attempt) => attempt())
      // In every second round after an answer.
      if (round % 2 === 1) await Promise.race(early)
      const isOver =
        what === 'removes the app'
          ? removeAuthenticator(actor, LAPTOP, at(LATER))
          : endOwnSessions(tokens, 'everywhere', LAPTOP, at(LATER))
      const answers = await Promise.all([
        ...early,
        ...attempts.slice(5).map((attempt) => attempt()),
      ])
      expect(await isOver).toBe(true)
      const done = answers.flatMap((answer) => (answer.ok ? [answer.tokens] : []))
      completed += done.length
      expect(await sessionIds()).toHaveLength(before + done.length)
      for (const { access } of done) {
        const { ok } = await authenticate(access, 'web', at(LATER + 1))
        // A session from before a log-out everywhere is over; that the app is gone ends none.
        expect(ok).toBe(what === 'removes the app')
      }
      const after = await Promise.all(attempts.map((attempt) => attempt()))
      expect(tally(after)).toEqual({ 'log-in-expired': codes.length })
    }
    console.log(`${ROUNDS} rounds, ${completed} log-ins came first`)
    expect(completed).toBeGreaterThan(0)
  },
  60_000 + ROUNDS * 3000,
)

test('an app that is set up while the password is checked asks for its code', async () => {
  const { actor } = await givenUser()
  const pool = await hashingPool()
  const hashing = await holdHashing()
  const confirming = confirmUser(actor, { password: PASSWORD, from: LAPTOP }, at(LATER))
  await hashing.held()
  const factor = await transaction({ locks: lockOf(actor.userId) }, async () => {
    const before = pool.completed
    await asAnother(async () => {
      hashing.release()
      await vi.waitFor(() => expect(pool.completed).toBeGreaterThan(before), { interval: 1 })
      await untilOneWaits()
    })
    return givenAuthenticator(actor, at(0))
  })
  expect(await confirming).toEqual(refused('code-missing'))
  const proof = { password: PASSWORD, code: codeAt(factor.key, at(LATER)), from: LAPTOP }
  expect(await confirmUser(actor, proof, at(LATER))).toMatchObject({ ok: true })
})

function atOnce<T>(count: number, act: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => act(i)))
}

async function inTurn<T>(count: number, act: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let i = 0; i < count; i += 1) results.push(await act(i))
  return results
}

/** What the answers were, and how often. */
function tally(answers: readonly CompletionResult[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const answer of answers) {
    const what = answer.ok ? 'session' : answer.reason
    all[what] = (all[what] ?? 0) + 1
  }
  return all
}

function complete(token: string, code: string): Promise<CompletionResult> {
  return completeLogIn({ token, code, from: LAPTOP }, at(LATER))
}

/** A log-in whose password was right. @returns its token */
async function waiting(email = EMAIL): Promise<string> {
  const attempt = { email, password: PASSWORD, persistent: true, from: LAPTOP }
  const asked = await logIn({ ...attempt, replaces: NO_TOKENS }, at(LATER))
  if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
  return asked.token
}

/** @param round for a user of its own, in a network of its own, which may sign up only some */
async function givenUser(round?: number) {
  const email = round === undefined ? EMAIL : `ada${round}@example.com`
  const from = { ...LAPTOP, network: `198.51.100.${(round ?? 0) % 256}` }
  const tokens = await givenAccount({ email, from })
  return { tokens, actor: await actorOf(tokens.access) }
}

async function givenAda(round?: number) {
  const given = await givenUser(round)
  return { ...given, ...(await givenAuthenticator(given.actor, at(0))) }
}

async function actorOf(access: string): Promise<Actor> {
  const found = await authenticate(access, 'web', at(0))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

/** Compares what the product answers with the model, and updates the model. */
import { expect } from 'vitest'
import type { SessionTokens } from '@/lib/sessions/issue'
import {
  asksCode,
  codeOf,
  stepOf,
  type Access,
  type App,
  type Began,
  type Holder,
  type Model,
  type Session,
  type User,
} from './model'
import { begunBy, proofIn, type Real } from './real'

export type Step = (model: Model, real: Real) => Promise<void>

/** How often the walks met each answer: one that none met proves nothing. */
export const met = {
  'no code needed': 0,
  trusted: 0,
  waiting: 0,
  right: 0,
  wrong: 0,
  expired: 0,
  limited: 0,
  confirmed: 0,
  'code missing': 0,
  'set up': 0,
  removed: 0,
  renewed: 0,
  reset: 0,
}

export function holderAt(model: Model, h: number): Holder {
  const holder = model.holders[h]
  if (!holder) throw new Error('The walk names what is not there')
  return holder
}

export function userOf(model: Model, u: number): User {
  const user = model.users[u]
  if (!user) throw new Error('The walk names what is not there')
  return user
}

/** What is typed as a code. */
export const CODES = [
  'now',
  'before',
  'after',
  'too far',
  'recovery',
  'again',
  'wrong',
  'of another',
] as const
export interface Typed {
  what: (typeof CODES)[number]
  /** Which of several. */
  n: number
}

/** Of the form of a recovery code. */
const NEVER_ISSUED = 'k3tq-9w2m-hx7d'
const ANY_DIGITS = ['000000', '111111', '222222', '333333']

/** A wrong code where there is none of this kind. */
export function textOf(model: Model, u: number, { what, n }: Typed): string {
  const { app, codes, dead } = userOf(model, u)
  const other = model.users[(u + 1) % model.users.length]?.app
  const shown = (later: number) => app && codeOf(model, app.key, later)
  const texts = {
    now: () => shown(0),
    before: () => shown(-1),
    after: () => shown(1),
    'too far': () => shown(n % 2 === 0 ? -2 : 2),
    recovery: () => codes.find(({ used }) => !used)?.text,
    again: () => dead[dead.length - 1 - (n % dead.length)],
    wrong: () => (n % 2 === 0 ? null : ANY_DIGITS.find((code) => !isShown(model, app, code))),
    'of another': () => other && codeOf(model, other.key),
  }
  return texts[what]() ?? NEVER_ISSUED
}

/** An app may show any digits. */
function isShown(model: Model, app: App | null, code: string): boolean {
  return app !== null && stepOf(model, app.key, code) !== null
}

interface Begun {
  u: number
  began: Began
  kind: Access['kind']
  hasFactor: boolean
  authTime: number
}

/**
 * Records a session that began.
 *
 * @param holder null for a device, whose tokens none of them keeps
 */
export async function adopt(
  model: Model,
  holder: Holder | null,
  tokens: SessionTokens,
  { u, began, kind, hasFactor, authTime }: Begun,
): Promise<void> {
  const user = userOf(model, u)
  const proof = { hasFactor, authTime }
  expect(proofIn(tokens.access), 'what the token says of the proof').toEqual(proof)
  if (asksCode(model, user)) {
    expect(began, 'no session without the factor that is asked for').not.toBe('no-factor')
  }
  const { accessEnd, refreshEnd, ...stored } = await begunBy(tokens)
  const session = { ...stored, ...proof, user: u, version: user.version, ended: false, began }
  model.sessions.push(session)
  const access = given(model, { session, kind, text: tokens.access, end: accessEnd, ...proof })
  if (holder) holder.jar = { session, access, refresh: tokens.refresh, refreshEnd }
}

/** Records an access token. */
export function given(model: Model, access: Access): Access {
  model.accesses.push(access)
  return access
}

/** Ends the session that a browser presents when it gets another one. */
export function replace({ session }: { session: Session }): void {
  session.ended = true
}

/** Compares real answers to a refresh with the refresh table, and updates the model. */
import { expect } from 'vitest'
import type { RefreshResult } from '@/lib/sessions/refresh'
import type { SessionTokens } from '@/lib/sessions/issue'
import {
  isHonest,
  isLiving,
  MINUTE,
  mayEnter,
  rotate,
  verdictOnRefresh,
  type Browser,
  type Jar,
  type Model,
  type Session,
} from './model'
import { clientOf, refresh, timesOf } from './real'

/** How often the walks reached each line of the refresh table: an unreached line proves nothing. */
export const walked = { rotate: 0, repeat: 0, reuse: 0, ended: 0, replaced: 0 }
export const LINES = ['rotate', 'repeat', 'reuse', 'ended', 'replaced'] as const

/** An honest browser refreshes only when its access token is about to expire. */
export function isDue(model: Model, jar: Jar): boolean {
  return !mayEnter(model, jar) || model.now > jar.accessEnd - 2 * MINUTE
}

/** @returns what the browser holds after the answer, or null for cleared cookies */
export async function refreshWith(
  model: Model,
  jar: Jar,
  holder: Browser | 'thief',
): Promise<Jar | null> {
  const result = await refresh(model, jar, clientOf(holder))
  return judge(model, jar, result, holder)
}

export function judge(
  model: Model,
  jar: Jar,
  result: RefreshResult,
  holder: Browser | 'thief',
): Jar | null {
  const { session } = jar
  const who = holder === 'thief' ? 'thief' : 'owner'
  const verdict = verdictOnRefresh(model, jar)
  walked[verdict] += 1
  if (isLiving(model, session) && isHonest(model, session) && model.now < jar.refreshEnd) {
    expect(result, 'I4: an honest client within its limits').toMatchObject({ ok: true })
  }
  if (verdict === 'ended' || verdict === 'reuse' || verdict === 'replaced') {
    expect(result, 'the refresh table').toEqual({ ok: false, reason: verdict })
    if (verdict === 'reuse') endAsReused(session)
    // The answer leaves the cookies alone.
    return verdict === 'replaced' ? jar : null
  }
  if (!result.ok) throw new Error(`refused as ${result.reason} instead of ${verdict}`)
  if (verdict === 'rotate') rotate(model, session, who)
  else if (session.rotatedBy !== who) session.suspected = true
  return handedOut(model, session, result.tokens)
}

export function endAsReused(session: Session): void {
  session.ended = true
  session.reused = true
}

/** Records the issued tokens. I3: one successor for each generation, byte for byte. */
export function handedOut(model: Model, session: Session, tokens: SessionTokens): Jar {
  const jar = jarOf(session, session.generation, tokens)
  const key = `${session.id} ${session.generation}`
  const known = model.successors.get(key)
  if (known) expect(tokens.refresh, 'I3: one successor').toBe(known)
  model.successors.set(key, tokens.refresh)
  model.issued.push(jar)
  return jar
}

function jarOf(session: Session, generation: number, tokens: SessionTokens): Jar {
  const access = timesOf(tokens.access)
  return {
    session,
    generation,
    access: tokens.access,
    accessFrom: access.from,
    accessEnd: access.end,
    refresh: tokens.refresh,
    refreshEnd: timesOf(tokens.refresh).end,
    burned: false,
  }
}

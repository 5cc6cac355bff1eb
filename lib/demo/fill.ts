/** Fills an installation with invented users, through the product's own functions. */
import { hasUsers } from '@/db/queries/users'
import { createRole } from '@/lib/permissions/custom-roles'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { addSeconds, DAY, HOUR, MINUTE } from '@/lib/base/time'
import { createUser } from '@/lib/users/create'
import { disableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import { setUpFactor } from './factors'
import {
  stealSession,
  fail,
  failToLogIn,
  INCIDENTS,
  newLife,
  visit,
  type Life,
  type Lived,
} from './life'
import type { UserId } from '@/lib/base/ids'
import { addPasskey } from './passkeys'
import { diceOf, personOf, placeBy, type Dice } from './people'

const USERS = 60
/** How far back the history goes, in days. */
const DAYS = 90
/** Users who joined within the last day. */
const LATEST = 4

export type DemoResult =
  | {
      ok: true
      people: number
      sessions: number
      incidents: number
      /** How many of the people have an authenticator app. */
      apps: number
      /** How many of the people have a passkey. */
      passkeys: number
      /** For one of the administrators: no invented user has a password. */
      link: { email: string; url: string }
    }
  | { ok: false; reason: 'not-empty' }

export async function fillDemo(
  { force }: { force: boolean },
  now = new Date(),
): Promise<DemoResult> {
  if (!force && (await hasUsers())) return { ok: false, reason: 'not-empty' }
  const dice = diceOf(20260101)
  const description = 'Sees who is there, for the books'
  const billing = { name: 'billing', description, permissions: ['users:read', 'statistics:read'] }
  await createRole(COMMAND_LINE, billing, undefined, addSeconds(now, -DAYS * DAY))

  const lives: Life[] = []
  const counts = { sessions: 0, incidents: 0 }
  let administrator: { email: string; userId: UserId } | undefined
  for (let i = 0; i < USERS; i += 1) {
    const joined = joinTime(i, now)
    const user = { ...personOf(i), roles: rolesOf(i) }
    const created = await createUser(COMMAND_LINE, user, undefined, joined)
    // The user is from an earlier demo, with --force.
    if (!created.ok) continue
    const life = await withFactor(newLife(created.userId, dice), i, joined, now)
    lives.push(life)
    administrator ??= { email: user.email, userId: created.userId }
    if (joined > addSeconds(now, -DAY))
      add(counts, await visit(life, addSeconds(joined, 30 * MINUTE), dice))
    const step = 2 + dice.roll(12)
    for (
      let at = addSeconds(joined, HOUR);
      at < addSeconds(now, -DAY);
      at = nextVisit(at, step, dice)
    ) {
      add(counts, await visit(life, at, dice))
    }
  }
  if (!administrator) return { ok: false, reason: 'not-empty' }
  add(counts, await lastDay(lives, now, dice))
  for (const { userId, places } of lives.filter((_, i) => i % 19 === 18)) {
    await disableUser(COMMAND_LINE, { userId }, undefined, addSeconds(now, -HOUR))
    await fail(userId, 'disabled', places[0], addSeconds(now, -HOUR / 2))
  }
  const link = await createResetLink(COMMAND_LINE, administrator, undefined, now)
  if (!link.ok) throw new Error(`No link: ${link.reason}`)
  const { email } = administrator
  const apps = lives.filter(({ factor }) => factor !== null).length
  const passkeys = lives.filter(({ passkey }) => passkey !== null).length
  return {
    ok: true,
    people: lives.length,
    apps,
    passkeys,
    ...counts,
    link: { email, url: link.link.url },
  }
}

/** A third of the users set up an authenticator app, a third add a passkey; the first has neither. */
async function withFactor(life: Life, i: number, joined: Date, now: Date): Promise<Life> {
  const { userId, places } = life
  const [from] = places
  const at = addSeconds(joined, 5 * DAY)
  if (at > addSeconds(now, -DAY)) return life
  if (i % 3 === 2) return { ...life, passkey: await addPasskey(userId, from, at) }
  if (i % 3 !== 1) return life
  const hasLostPhone = i % 12 === 10
  return { ...life, factor: await setUpFactor(userId, { from, hasLostPhone }, at) }
}

/** Spread evenly over the history; the last few on the last day, which is charted by the hour. */
function joinTime(i: number, now: Date): Date {
  const left = USERS - i
  return addSeconds(
    now,
    -(left <= LATEST ? left * 6 * HOUR - HOUR : Math.round((DAYS * DAY * left) / USERS)),
  )
}

/** Some users visit in every hour, and every kind of trouble occurs. */
async function lastDay(lives: readonly Life[], now: Date, dice: Dice): Promise<Lived> {
  const counts = { sessions: 0, incidents: 0 }
  const [first, ...others] = lives.slice(0, -LATEST)
  if (!first) return counts
  const hours = Array.from({ length: 24 }, (_, i) => addSeconds(now, -(24 - i) * HOUR))
  for (const [i, hour] of hours.entries()) {
    for (let n = 2 + dice.roll(8); n > 0; n -= 1) {
      const life = dice.pick([first, ...others])
      // In order of time, so that a later visit never sets an earlier `lastSeenAt`.
      add(counts, await visit(life, addSeconds(hour, (20 - 2 * n) * MINUTE), dice))
    }
    const victim = others[i]
    if (victim && i % 5 === 0) {
      const [client] = victim.places
      const at = addSeconds(hour, 25 * MINUTE)
      add(counts, await visit({ ...victim, places: [client] }, at, dice))
      const kind = INCIDENTS[(i / 5) % INCIDENTS.length]
      if (await stealSession(victim, client, addSeconds(at, 5 * MINUTE), dice, kind))
        counts.incidents += 1
    }
    if (dice.roll(2) === 0) {
      const { userId } = dice.pick([first, ...others])
      await failToLogIn(userId, placeBy(dice), addSeconds(hour, 40 * MINUTE), dice)
    }
  }
  return counts
}

function add(to: Lived, { sessions, incidents }: Lived): void {
  to.sessions += sessions
  to.incidents += incidents
}

function nextVisit(at: Date, days: number, { roll }: Dice): Date {
  return addSeconds(at, days * DAY + roll(20) * HOUR + roll(60) * MINUTE)
}

function rolesOf(i: number): string[] {
  const roles: Record<number, string[]> = {
    0: ['administrator'],
    7: ['support'],
    13: ['support', 'billing'],
    21: ['auditor'],
    34: ['billing'],
  }
  return roles[i] ?? []
}

/** Fills an installation with people who do not exist, through the product's own verbs. */
import { lockOf, transactionOver } from '@/db/connection'
import { findUserRow, isAnyUserThere } from '@/db/queries/users'
import type { SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { suspect } from '@/lib/incidents/report'
import { createRole } from '@/lib/permissions/custom-roles'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endForReuse } from '@/lib/sessions/end'
import { startSession } from '@/lib/sessions/start'
import { after, DAY, HOUR, MINUTE } from '@/lib/time'
import { createUser } from '@/lib/users/create'
import { disableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import { diceOf, personOf, placeBy, type Dice } from './people'

const PEOPLE = 60
/** How far back it goes, in days. */
const DAYS = 90

export type DemoResult =
  | {
      ok: true
      people: number
      sessions: number
      incidents: number
      /** For an administrator among them: nobody has a password. */
      link: { email: string; url: string }
    }
  | { ok: false; reason: 'not-empty' }

export async function fillDemo(
  { force }: { force: boolean },
  now = new Date(),
): Promise<DemoResult> {
  if (!force && (await isAnyUserThere())) return { ok: false, reason: 'not-empty' }
  const dice = diceOf(20260101)
  const description = 'Sees who is there, for the books'
  const billing = { name: 'billing', description, permissions: ['users:read', 'statistics:read'] }
  await createRole(COMMAND_LINE, billing, undefined, after(now, -DAYS * DAY))

  let [people, sessions, incidents] = [0, 0, 0]
  let administrator: { email: string; userId: string } | undefined
  for (let i = 0; i < PEOPLE; i += 1) {
    const began = after(now, -Math.round((DAYS * DAY * (PEOPLE - i)) / PEOPLE))
    const person = { ...personOf(i), roles: rolesOf(i) }
    const made = await createUser(COMMAND_LINE, person, undefined, began)
    // Of an earlier demonstration, with --force.
    if (!made.ok) continue
    people += 1
    const { userId } = made
    administrator ??= { email: person.email, userId }
    const lived = await live(userId, began, now, dice)
    sessions += lived.sessions
    incidents += lived.incidents
    if (i % 19 === 18) await disableUser(COMMAND_LINE, { userId }, undefined, after(now, -HOUR))
  }
  if (!administrator) return { ok: false, reason: 'not-empty' }
  const link = await createResetLink(COMMAND_LINE, administrator, undefined, now)
  if (!link.ok) throw new Error(`No link: ${link.reason}`)
  const { email } = administrator
  return { ok: true, people, sessions, incidents, link: { email, url: link.link.url } }
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

/** Log-ins since somebody began, some of them failed, and now and then something odd. */
async function live(userId: string, began: Date, now: Date, dice: Dice) {
  let [sessions, incidents] = [0, 0]
  const home = placeBy(dice)
  const step = 2 + dice.roll(12)
  for (let at = after(began, HOUR); at < now; at = nextVisit(at, step, dice)) {
    const from = dice.roll(4) === 0 ? placeBy(dice) : home
    if (dice.roll(5) === 0) await failToLogIn(userId, from, after(at, -MINUTE))
    const session = await logInAs(userId, from, at)
    sessions += 1
    if (dice.roll(40) === 0) {
      await beOdd(session, placeBy(dice), after(at, 5 * MINUTE), dice)
      incidents += 1
    }
  }
  return { sessions, incidents }
}

function nextVisit(at: Date, days: number, { roll }: Dice): Date {
  return after(at, days * DAY + roll(20) * HOUR + roll(60) * MINUTE)
}

async function failToLogIn(userId: string, from: SeenFrom, at: Date): Promise<void> {
  await transactionOver([], () => recordEvent({ type: 'authn_login_fail', userId, from }, at))
}

/** What a log-in does once the password was right. */
function logInAs(userId: string, from: SeenFrom, at: Date): Promise<SessionRecord> {
  return transactionOver(lockOf(userId), async () => {
    const version = (await findUserRow(userId))?.version ?? 0
    const input = { userId, version, kind: 'web', persistent: true, from } as const
    const session = await startSession(input, at)
    const happening = { ...byOwner(userId), sessionId: session.id, from }
    await recordEvent({ type: 'authn_login_success', ...happening }, at)
    return session
  })
}

async function beOdd(session: SessionRecord, from: SeenFrom, at: Date, dice: Dice): Promise<void> {
  if (dice.roll(2) === 0) return suspect(session, 'two-places', from, at)
  await transactionOver(lockOf(session.userId), () => endForReuse(session, 0, from, at))
}

/** What a user can do for the security of their account, as data. */
import { findPasswordFacts } from '@/db/queries/password-facts'
import { FEW_LEFT, recoveryCodesOf, type RecoveryCodes } from '@/lib/factors/recovery-codes'
import { missingFor } from '@/lib/factors/second-factor'
import { countSessions, MAX_COUNTED } from '@/lib/sessions/list'
import { countUnknownDevices } from '@/lib/sessions/unknown-devices'
import type { Actor } from '@/lib/sessions/authenticate'

/** From here on zxcvbn calls a password "safely unguessable". */
const MIN_STRENGTH = 3

/** Each calls for at most one step; `isGood` for none. */
export type CheckUpItem =
  /** `strength` from 0 to 4, or null for a password that was not judged. */
  | { topic: 'password'; isGood: boolean; changedAt: Date; strength: number | null }
  /**
   * How many devices are logged in, this one included, and how many of the others the account did
   * not know; counting stops at `MAX_COUNTED`.
   */
  | { topic: 'devices'; isGood: boolean; count: number; unknown: number }
  /** Signs that another user uses the account, which the user has not answered. */
  | { topic: 'incidents'; isGood: boolean; open: number }
  | { topic: 'address'; isGood: boolean }
  | { topic: 'secondFactor'; isGood: boolean }
  /** Only of a user who has any. */
  | { topic: 'recoveryCodes'; isGood: boolean; left: number }

interface Asked {
  /** How many incidents are open: the page around shows them already. */
  openIncidents: number
  /** Only then can an address be verified. */
  hasMail: boolean
}

/** The items, those that call for a step first. @throws Unavailable */
export async function checkUp(
  actor: Actor,
  { openIncidents, hasMail }: Asked,
  now = new Date(),
): Promise<CheckUpItem[]> {
  const [password, count, unknown, missing, codes] = await Promise.all([
    findPasswordFacts(actor.userId),
    countSessions(actor, now),
    countUnknownDevices(actor, now),
    missingFor(actor.userId, ['pwd'], now),
    recoveryCodesOf(actor.userId),
  ])
  const items: CheckUpItem[] = [
    { topic: 'incidents', isGood: openIncidents === 0, open: openIncidents },
    ...(hasMail ? [{ topic: 'address' as const, isGood: actor.emailVerifiedAt !== null }] : []),
    ...(password ? [passwordItem(password)] : []),
    // A passkey alone does not stop a thief who knows the password.
    { topic: 'secondFactor', isGood: missing !== null || password === null },
    ...(missing?.includes('recovery-code') && codes ? [codesItem(codes)] : []),
    { topic: 'devices', isGood: unknown === 0, count: Math.min(count, MAX_COUNTED), unknown },
  ]
  return [...items.filter(({ isGood }) => !isGood), ...items.filter(({ isGood }) => isGood)]
}

function codesItem({ left }: RecoveryCodes) {
  return { topic: 'recoveryCodes' as const, isGood: left > FEW_LEFT, left }
}

function passwordItem({ changedAt, strength }: { changedAt: Date; strength: number | null }) {
  const isGood = strength === null || strength >= MIN_STRENGTH
  return { topic: 'password' as const, isGood, changedAt, strength }
}

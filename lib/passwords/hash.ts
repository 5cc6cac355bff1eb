/** Hashes passwords, and checks them against hashes. */
import { createHmac } from 'node:crypto'
import { findHighestCost } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import { MAX_BCRYPT_COST } from '@/lib/base/settings'
import { dataKey, newestDataKey } from '@/lib/keys/data-keys'
import { Unavailable } from '@/lib/base/unavailable'
import { runHashing } from './worker-pool'

/** `v1$<pepper id>$<bcrypt hash>` */
const STORED = /^v1\$(\d{1,9})\$(\$2[aby]\$(\d\d)\$.{53})$/

/** Digits of a bcrypt hash that no password matches. Comparing takes as long as with a real one. */
const UNMATCHABLE_DIGITS = 'gatehousegatehousegate.1111111111111111111111111111111'.slice(0, 53)

export type PasswordCheck = 'right' | 'right-but-outdated' | 'wrong'

/**
 * Hashes a password for storage: bcrypt over a keyed digest, since bcrypt alone reads only the
 * first 72 bytes.
 *
 * @throws HashingBusy
 * @see OWASP Password Storage Cheat Sheet, "Pre-Hashing Passwords with bcrypt"
 */
export async function hashPassword(password: string): Promise<string> {
  const pepper = await newestDataKey('pepper')
  const hash = await runHashing('hash', {
    secret: digest(password, pepper.secret),
    cost: env().bcryptCost,
  })
  return `v1$${pepper.id}$${hash}`
}

/**
 * Checks a password against the stored hash; `null` stands for an unknown user. Every check does
 * the work of the most expensive hash stored: otherwise the time would reveal who has an account.
 *
 * @returns `right-but-outdated` when the cost or the pepper is not the current one: hash it again.
 * @throws HashingBusy
 */
export async function checkPassword(
  password: string,
  stored: string | null,
): Promise<PasswordCheck> {
  const cost = env().bcryptCost
  const [newest, highest] = await Promise.all([newestDataKey('pepper'), highestCost()])
  const [, pepperId, hash, storedCost] = STORED.exec(stored ?? dummyHash(newest.id, highest)) ?? []
  if (!pepperId || !hash) throw new Error('A stored password hash has an unknown form')
  const pepper = await dataKey('pepper', Number(pepperId))
  if (!pepper) throw new Unavailable('A pepper key')

  const secret = digest(password, pepper.secret)
  const matches = await runHashing('compare', { secret, hash, workOf: highest })
  if (!matches || stored === null) return 'wrong'
  return pepper.id === newest.id && Number(storedCost) === cost ? 'right' : 'right-but-outdated'
}

/**
 * The cost in the settings, or a higher one of a stored hash. Costs above the maximum setting do
 * not count: they would stop all log-ins.
 */
async function highestCost(): Promise<number> {
  return Math.max(env().bcryptCost, (await findHighestCost(MAX_BCRYPT_COST)) ?? 0)
}

/** A well-formed stored hash for unknown users. */
function dummyHash(pepperId: number, cost: number): string {
  return `v1$${pepperId}$$2b$${String(cost).padStart(2, '0')}$${UNMATCHABLE_DIGITS}`
}

/**
 * The 64 characters that bcrypt hashes. Base64, because bcrypt stops at a zero byte; NFC, because
 * keyboards encode the same character differently.
 */
function digest(password: string, pepper: Uint8Array): string {
  return createHmac('sha384', pepper).update(password.normalize('NFC'), 'utf8').digest('base64')
}

/** Turns passwords into hashes, and checks them against hashes. */
import { createHmac } from 'node:crypto'
import { findDearestCost } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import { MOST_BCRYPT_COST } from '@/lib/base/settings'
import { dataKey, newestDataKey } from '@/lib/keys/data-keys'
import { Unavailable } from '@/lib/base/unavailable'
import { runHashing } from './worker-pool'

/** `v1$<pepper id>$<bcrypt hash>` */
const STORED = /^v1\$(\d{1,9})\$(\$2[aby]\$(\d\d)\$.{53})$/

/** The digits of a bcrypt hash that no password matches; comparing takes as long as with any other. */
const NOBODYS_DIGITS = 'gatehousegatehousegate.1111111111111111111111111111111'.slice(0, 53)

export type PasswordCheck = 'right' | 'right-but-outdated' | 'wrong'

/**
 * Hashes a password for storage: bcrypt over a keyed digest, since bcrypt alone reads no further
 * than 72 bytes.
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
 * Checks a password against what is stored for a user; `null` stands for a user who is not there.
 * Either takes the work of the dearest hash there is, whatever the cost of this one: otherwise the
 * time would tell who has an account.
 *
 * @returns `right-but-outdated` when cost or pepper are no longer today's: hash it anew.
 * @throws HashingBusy
 */
export async function checkPassword(
  password: string,
  stored: string | null,
): Promise<PasswordCheck> {
  const cost = env().bcryptCost
  const [newest, dearest] = await Promise.all([newestDataKey('pepper'), dearestCost()])
  const [, pepperId, hash, storedCost] = STORED.exec(stored ?? standIn(newest.id, dearest)) ?? []
  if (!pepperId || !hash) throw new Error('A stored password hash has an unknown form')
  const pepper = await dataKey('pepper', Number(pepperId))
  if (!pepper) throw new Unavailable('A pepper key')

  const secret = digest(password, pepper.secret)
  const matches = await runHashing('compare', { secret, hash, workOf: dearest })
  if (!matches || stored === null) return 'wrong'
  return pepper.id === newest.id && Number(storedCost) === cost ? 'right' : 'right-but-outdated'
}

/** Today's cost, or that of a hash of dearer days. One that no setting allows would stop all log-ins. */
async function dearestCost(): Promise<number> {
  return Math.max(env().bcryptCost, (await findDearestCost(MOST_BCRYPT_COST)) ?? 0)
}

/** A well-formed stored hash that belongs to nobody. */
function standIn(pepperId: number, cost: number): string {
  return `v1$${pepperId}$$2b$${String(cost).padStart(2, '0')}$${NOBODYS_DIGITS}`
}

/**
 * The 64 letters that bcrypt hashes. Base64, because bcrypt would stop at a zero byte; NFC, so
 * that one password typed on two keyboards is one password.
 */
function digest(password: string, pepper: Uint8Array): string {
  return createHmac('sha384', pepper).update(password.normalize('NFC'), 'utf8').digest('base64')
}

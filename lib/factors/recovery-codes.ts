/** Codes that stand in for a lost authenticator app, each once. */
import { createHmac, randomBytes } from 'node:crypto'
import {
  listRecoveryCodes,
  replaceRecoveryCodes,
  takeRecoveryCode,
} from '@/db/queries/recovery-codes'
import type { UserId } from '@/lib/base/ids'
import { dataKey, newestDataKey, type DataKey } from '@/lib/keys/data-keys'

const RECOVERY_CODES = 10
/** From here on the user is told that few are left. */
export const FEW_LEFT = 3

/** Base32 without letters that look like digits (Crockford). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** 60 bits: five for each character. */
const LENGTH = 12
const GROUP = 4

/** `k3tq-9w2m-hx7d`. */
export function newRecoveryCode(): string {
  const characters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return (characters.join('').match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
}

/** As it is hashed, however it was typed; null if it is no recovery code. */
export function readRecoveryCode(text: string): string | null {
  const code = text.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1')
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
    ? code
    : null
}

/**
 * New codes for a user; those from before stop working. Call inside a transaction over the user.
 *
 * @returns the codes, which nobody can read again
 */
export async function renewRecoveryCodes(userId: UserId, now: Date): Promise<string[]> {
  const key = await newestDataKey('factors')
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const rows = codes.map((code) => ({
    hash: hashOf(readRecoveryCode(code) ?? code, userId, key),
    ...{ keyId: key.id, userId, createdAt: now },
  }))
  await replaceRecoveryCodes(userId, rows)
  return codes
}

/**
 * Uses up a code. Call inside a transaction over the user.
 *
 * @param code as `readRecoveryCode` returned it
 * @returns false if the user has no such code that is unused
 */
export async function spendRecoveryCode(userId: UserId, code: string, now: Date): Promise<boolean> {
  const rows = await listRecoveryCodes(userId)
  const keys = await Promise.all(
    [...new Set(rows.map(({ keyId }) => keyId))].map((id) => dataKey('factors', id)),
  )
  const hashes = keys.flatMap((key) => (key ? [hashOf(code, userId, key)] : []))
  return takeRecoveryCode(userId, hashes, now)
}

export interface RecoveryCodes {
  readonly left: number
  readonly createdAt: Date
}

/** Null if the user has never made any. @throws Unavailable */
export async function recoveryCodesOf(userId: UserId): Promise<RecoveryCodes | null> {
  const rows = await listRecoveryCodes(userId)
  const [first] = rows
  if (!first) return null
  return { left: rows.filter(({ usedAt }) => usedAt === null).length, createdAt: first.createdAt }
}

function hashOf(code: string, userId: UserId, { secret }: DataKey): string {
  return createHmac('sha256', secret)
    .update(`recovery code\n${userId}\n${code}`)
    .digest('base64url')
}

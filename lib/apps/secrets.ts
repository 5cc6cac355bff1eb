/** Secrets of applications. */
import { createHash, randomBytes } from 'node:crypto'

/** Begins every secret, so that scanners of source code find one that was published. */
const PREFIX = 'ghs_'

/** 256 random bits, so that a fast hash protects it. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

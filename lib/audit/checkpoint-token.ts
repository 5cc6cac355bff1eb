/** Signs and reads checkpoints of the audit log. Pure. */
import { compactVerify, CompactSign, errors } from 'jose'
import { z } from 'zod'
import { parseJson } from '@/lib/base/json'
import type { TokenKey } from '@/lib/tokens/access'
import { readHeader } from '@/lib/tokens/compact'

/** Stops a checkpoint from passing as a token, and a token as a checkpoint (RFC 8725 §3.11). */
const TYPE = 'audit-checkpoint+jwt'

const claimsSchema = z.strictObject({
  iss: z.string(),
  iat: z.int().nonnegative(),
  /** The last event it covers, and its hash. */
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The sequence of the checkpoint before it; 0 for the first. */
  previous: z.int().nonnegative(),
})

export type CheckpointClaims = z.infer<typeof claimsSchema>

export async function signCheckpoint(claims: CheckpointClaims, key: TokenKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.algorithm, typ: TYPE, kid: key.id })
    .sign(key.key)
}

/** The id and algorithm of the key that a checkpoint names; null if `token` is not a checkpoint. */
export function checkpointKey(token: string): Pick<TokenKey, 'id' | 'algorithm'> | null {
  const header = readHeader(token)
  return header?.typ === TYPE ? { id: header.kid, algorithm: header.alg } : null
}

/** The claims of a checkpoint, or null if `key` did not sign it. */
export async function verifyCheckpoint(
  token: string,
  key: TokenKey,
): Promise<CheckpointClaims | null> {
  const named = checkpointKey(token)
  if (named?.id !== key.id || named.algorithm !== key.algorithm) return null
  try {
    const { payload } = await compactVerify(token, key.key, { algorithms: [key.algorithm] })
    return claimsSchema.safeParse(parseJson(payload)).data ?? null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

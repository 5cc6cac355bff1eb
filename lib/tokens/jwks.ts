/** Public keys as the world reads them, and as the edge gets them. */
import { importJWK, type JWK } from 'jose'
import { z } from 'zod'
import type { FindKey, TokenKey } from './access'
import { isTokenAlgorithm } from './algorithms'

/** Public members alone: whatever else is there is dropped, a private key most of all. */
const publicJwk = z.object({
  kid: z.string().min(1),
  alg: z.custom<TokenKey['algorithm']>(isTokenAlgorithm),
  kty: z.enum(['EC', 'OKP', 'RSA']),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
})

const keySet = z.object({ keys: z.array(z.unknown()).max(100) })

/** The key in `jwk`, or null when it is not one that may verify access tokens here. */
export async function importPublicJwk(jwk: unknown): Promise<TokenKey | null> {
  const parsed = publicJwk.safeParse(jwk)
  if (!parsed.success) return null
  const { kid, alg, ...members } = parsed.data
  try {
    return { id: kid, algorithm: alg, key: await importJWK(members as JWK, alg) }
  } catch {
    // Members that make no key, or one that does not fit the algorithm: the others are still good.
    return null
  }
}

export interface RemoteKeysOptions {
  /** Answers the key set's JSON; throws when it cannot be had. */
  load: () => Promise<unknown>
  /** How long a key set counts as fresh. */
  freshMs: number
  /** The least time between two loads, so that made-up key ids cost nothing. */
  cooldownMs: number
}

/**
 * Finds keys in a key set that lies elsewhere. It is loaded at first use, when it is no longer
 * fresh, and, after a cool-down, when a token names a key it does not hold.
 *
 * @returns null also when the key set cannot be had: that says nothing of the token. A key set
 *   that was had before goes on serving meanwhile.
 */
export function remoteKeys({ load, freshMs, cooldownMs }: RemoteKeysOptions): FindKey {
  let keys = new Map<string, TokenKey>()
  let loadedAt = -Infinity
  let triedAt = -Infinity
  let loading: Promise<void> | undefined

  async function refresh(): Promise<void> {
    triedAt = performance.now()
    try {
      const { keys: jwks } = keySet.parse(await load())
      const imported = await Promise.all(jwks.map(importPublicJwk))
      keys = new Map(imported.flatMap((key) => (key ? [[key.id, key]] : [])))
      loadedAt = performance.now()
    } catch {
      // Not had: the caller cannot tell, and the database decides.
    }
  }

  return async (id) => {
    const now = performance.now()
    const known = keys.get(id)
    if (known && now - loadedAt < freshMs) return known
    if (now - triedAt >= cooldownMs) {
      loading ??= refresh().finally(() => (loading = undefined))
    }
    await loading
    return keys.get(id) ?? null
  }
}

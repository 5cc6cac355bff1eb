/** Imports public keys, and fetches them for the middleware. */
import { importJWK, type JWK } from 'jose'
import { z } from 'zod'
import type { FindKey, TokenKey } from './access'
import { isTokenAlgorithm } from './algorithms'

/** Only public members: all others are dropped, above all private keys. */
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

/** The key in `jwk`, or null when it cannot verify access tokens here. */
export async function importPublicJwk(jwk: unknown): Promise<TokenKey | null> {
  const parsed = publicJwk.safeParse(jwk)
  if (!parsed.success) return null
  const { kid, alg, ...members } = parsed.data
  try {
    return { id: kid, algorithm: alg, key: await importJWK(members as JWK, alg) }
  } catch {
    // The members form no key, or one for another algorithm. Other keys may still be valid.
    return null
  }
}

export interface RemoteKeysOptions {
  /** Returns the key set's JSON; throws when it is unavailable. */
  load: () => Promise<unknown>
  /** How long a loaded key set stays fresh. */
  freshMs: number
  /** The minimum time between two loads, so that made-up key ids cost nothing. */
  cooldownMs: number
}

/**
 * Finds keys in a remote key set. Loads it at first use, when it is no longer fresh, and, after a
 * cool-down, when a token names an unknown key.
 *
 * @returns null also when the key set is unavailable, which says nothing about the token. A key set
 *   loaded before stays in use meanwhile.
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
      // The key stays unknown here, and the server decides.
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

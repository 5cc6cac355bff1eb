/**
 * The lines of the key ring, one for each algorithm. Everything is signed by the line of
 * `TOKEN_ALGORITHM`; a second one in RS256 signs ID tokens and logout tokens, while an application
 * asks for it that cannot verify the other one.
 */
import { transaction } from '@/db/connection'
import { anyAppSignsIn } from '@/db/queries/apps'
import {
  findActiveSigningKey,
  findNextSigningKey,
  retireSigningKeysExcept,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { fillKeyRing } from './key-ring'
import { newSigningKey, type PairAlgorithm } from './signing-keys'

const SECOND = 'RS256'

/** The algorithms that need a key, that of `TOKEN_ALGORITHM` first; none with HS256. */
export async function wantedLines(): Promise<PairAlgorithm[]> {
  const { tokenAlgorithm } = env()
  if (tokenAlgorithm === 'HS256') return []
  const hasSecond = tokenAlgorithm !== SECOND && (await anyAppSignsIn(SECOND))
  return hasSecond ? [tokenAlgorithm, SECOND] : [tokenAlgorithm]
}

/**
 * Creates what is missing of the lines that are wanted, and retires the keys of others: these still
 * verify.
 *
 * @throws Unavailable
 */
export async function keepLines(now = new Date()): Promise<void> {
  const wanted = await wantedLines()
  for (const algorithm of wanted) {
    const fresh = await missingKeys(algorithm, now)
    if (fresh.length === 0) continue
    await transaction({ locks: ['keys'] }, () => fillKeyRing(algorithm, fresh, now))
  }
  await transaction({ locks: ['keys'] }, () =>
    retireSigningKeysExcept(wanted.length > 0 ? wanted : [env().tokenAlgorithm], now),
  )
}

/** As many keys as the line lacks of one that signs and one that waits. */
async function missingKeys(algorithm: PairAlgorithm, now: Date): Promise<SigningKeyRecord[]> {
  const [active, next] = [
    await findActiveSigningKey(algorithm),
    await findNextSigningKey(algorithm),
  ]
  const count = 2 - Number(active !== null) - Number(next !== null)
  return Promise.all(Array.from({ length: count }, () => newSigningKey(algorithm, now)))
}

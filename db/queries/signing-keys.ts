/** Queries for the key ring that signs access tokens. */
import { and, desc, eq, gte, inArray, isNull, lt, notInArray, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { signingKeys } from '@/db/tables'

export type SigningKeyRecord = typeof signingKeys.$inferSelect

export async function listSigningKeys(): Promise<SigningKeyRecord[]> {
  return read((db) => db.select().from(signingKeys).orderBy(desc(signingKeys.createdAt)))
}

export async function findSigningKey(id: string): Promise<SigningKeyRecord | null> {
  const [row] = await read((db) => db.select().from(signingKeys).where(eq(signingKeys.id, id)))
  return row ?? null
}

/** The key that signs now. */
export async function findActiveSigningKey(algorithm: string): Promise<SigningKeyRecord | null> {
  return findNewest(algorithm, 'active')
}

/** The key that is published and signs next. */
export async function findNextSigningKey(algorithm: string): Promise<SigningKeyRecord | null> {
  return findNewest(algorithm, 'next')
}

async function findNewest(
  algorithm: string,
  status: SigningKeyRecord['status'],
): Promise<SigningKeyRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(signingKeys)
      .where(and(eq(signingKeys.algorithm, algorithm), eq(signingKeys.status, status)))
      .orderBy(desc(signingKeys.createdAt))
      .limit(1),
  )
  return row ?? null
}

/**
 * The public halves of every key whose tokens may still be valid: not of keys that are burned or
 * destroyed, or that last signed before `retiredSince`.
 */
export async function listVerifyingKeys(retiredSince: Date): Promise<{ publicJwk: string }[]> {
  return read((db) =>
    db
      .select({ publicJwk: signingKeys.publicJwk })
      .from(signingKeys)
      .where(
        and(
          notInArray(signingKeys.status, ['burned', 'gone']),
          or(isNull(signingKeys.retiredAt), gte(signingKeys.retiredAt, retiredSince)),
        ),
      )
      .orderBy(desc(signingKeys.createdAt)),
  )
}

export async function insertSigningKey(key: SigningKeyRecord): Promise<void> {
  await write((db) => db.insert(signingKeys).values(key))
}

/** Retires all of them: if there were two by mistake, the older one would go on signing. */
export async function retireActiveSigningKeys(algorithm: string, now: Date): Promise<void> {
  await write((db) =>
    db
      .update(signingKeys)
      .set({ status: 'retiring', retiredAt: now })
      .where(and(eq(signingKeys.algorithm, algorithm), eq(signingKeys.status, 'active'))),
  )
}

/** Retired keys that last signed before `point`. */
export async function listKeysRetiredBefore(point: Date): Promise<SigningKeyRecord[]> {
  return read((db) =>
    db
      .select()
      .from(signingKeys)
      .where(and(eq(signingKeys.status, 'retiring'), lt(signingKeys.retiredAt, point))),
  )
}

/** The newest key of each algorithm that signs now. */
export async function listActiveSigningKeys(): Promise<SigningKeyRecord[]> {
  const rows = await read((db) =>
    db
      .select()
      .from(signingKeys)
      .where(eq(signingKeys.status, 'active'))
      .orderBy(desc(signingKeys.createdAt)),
  )
  return rows.filter((row, i) => rows.findIndex(({ algorithm: a }) => a === row.algorithm) === i)
}

/** Retires the keys of other algorithms, which still verify. */
export async function retireSigningKeysExcept(
  algorithms: readonly string[],
  now: Date,
): Promise<void> {
  await write((db) =>
    db
      .update(signingKeys)
      .set({ status: 'retiring', retiredAt: now })
      .where(
        or(
          and(
            notInArray(signingKeys.algorithm, [...algorithms]),
            inArray(signingKeys.status, ['active', 'next']),
          ),
          // Retired by a version that did not record the time.
          and(eq(signingKeys.status, 'retiring'), isNull(signingKeys.retiredAt)),
        ),
      ),
  )
}

type Step = Partial<Pick<SigningKeyRecord, 'status' | 'activatedAt' | 'retiredAt' | 'burnedAt'>>

export async function updateSigningKeyStatus(id: string, step: Step): Promise<void> {
  await write((db) => db.update(signingKeys).set(step).where(eq(signingKeys.id, id)))
}

/**
 * Replaces the wrapped key `before` by `wrapped`, unless it has changed: a start that wraps keys
 * again must not bring back a private half that was destroyed meanwhile.
 */
export async function updateSigningKeyWrapping(
  id: string,
  wrapped: string,
  before: string,
): Promise<void> {
  await write((db) =>
    db
      .update(signingKeys)
      .set({ wrapped })
      .where(and(eq(signingKeys.id, id), eq(signingKeys.wrapped, before))),
  )
}

/**
 * Destroys the private half of a retired key, and stores `publicHalf` instead.
 *
 * @returns false when another instance has destroyed it, or wrapped it again.
 */
export async function destroySigningKey(
  { id, wrapped }: Pick<SigningKeyRecord, 'id' | 'wrapped'>,
  publicHalf: string,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(signingKeys)
      .set({ status: 'gone', wrapped: publicHalf })
      .where(
        and(
          eq(signingKeys.id, id),
          eq(signingKeys.status, 'retiring'),
          eq(signingKeys.wrapped, wrapped),
        ),
      )
      .returning({ id: signingKeys.id }),
  )
  return rows.length > 0
}

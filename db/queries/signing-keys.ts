/** Queries of the key ring that signs access tokens. */
import { and, desc, eq, ne } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { signingKeys } from '@/db/tables'

export type SigningKeyRecord = typeof signingKeys.$inferSelect

export async function listSigningKeys(): Promise<SigningKeyRecord[]> {
  return read((db) => db.select().from(signingKeys).orderBy(desc(signingKeys.createdAt)))
}

/** The key that signs now. */
export async function findActiveSigningKey(algorithm: string): Promise<SigningKeyRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(signingKeys)
      .where(and(eq(signingKeys.algorithm, algorithm), eq(signingKeys.status, 'active')))
      .orderBy(desc(signingKeys.createdAt))
      .limit(1),
  )
  return row ?? null
}

/** The public halves of every key whose tokens may still be good. */
export async function listVerifyingKeys(): Promise<{ publicJwk: string }[]> {
  return read((db) =>
    db
      .select({ publicJwk: signingKeys.publicJwk })
      .from(signingKeys)
      .where(ne(signingKeys.status, 'burned'))
      .orderBy(desc(signingKeys.createdAt)),
  )
}

export async function insertSigningKey(key: SigningKeyRecord): Promise<void> {
  await write((db) => db.insert(signingKeys).values(key))
}

/** Keys of another algorithm sign no more, and go on verifying. */
export async function retireSigningKeysExcept(algorithm: string): Promise<void> {
  await write((db) =>
    db
      .update(signingKeys)
      .set({ status: 'retiring' })
      .where(and(ne(signingKeys.algorithm, algorithm), eq(signingKeys.status, 'active'))),
  )
}

export async function updateSigningKeyWrapping(id: string, wrapped: string): Promise<void> {
  await write((db) => db.update(signingKeys).set({ wrapped }).where(eq(signingKeys.id, id)))
}

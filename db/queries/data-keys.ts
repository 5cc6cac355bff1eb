/** Queries for the encrypted data keys. */
import { desc, eq } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { dataKeys } from '@/db/tables'

export type DataKeyRecord = typeof dataKeys.$inferSelect
export type DataKeyPurpose = DataKeyRecord['purpose']

export async function listDataKeys(): Promise<DataKeyRecord[]> {
  return read((db) => db.select().from(dataKeys).orderBy(dataKeys.id))
}

export async function findDataKey(id: number): Promise<DataKeyRecord | null> {
  const [row] = await read((db) => db.select().from(dataKeys).where(eq(dataKeys.id, id)))
  return row ?? null
}

export async function findNewestDataKey(purpose: DataKeyPurpose): Promise<DataKeyRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(dataKeys)
      .where(eq(dataKeys.purpose, purpose))
      .orderBy(desc(dataKeys.id))
      .limit(1),
  )
  return row ?? null
}

export async function insertDataKey(key: Omit<DataKeyRecord, 'id'>): Promise<void> {
  const [newest] = await read((db) =>
    db.select({ id: dataKeys.id }).from(dataKeys).orderBy(desc(dataKeys.id)).limit(1),
  )
  await write((db) => db.insert(dataKeys).values({ ...key, id: (newest?.id ?? 0) + 1 }))
}

export async function updateDataKeyWrapping(id: number, wrapped: string): Promise<void> {
  await write((db) => db.update(dataKeys).set({ wrapped }).where(eq(dataKeys.id, id)))
}

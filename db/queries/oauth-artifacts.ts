/** Queries for what the protocol keeps for a while. */
import { and, eq, isNull, lt } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { oauthArtifacts } from '@/db/tables'
import type { AppGrantId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type ArtifactRecord = typeof oauthArtifacts.$inferSelect

/** Inserts it, or replaces what is there; whether it was consumed stays. */
export async function upsertArtifact(artifact: ArtifactRecord): Promise<void> {
  const { payload, userCodeHash, grantId, expiresAt } = artifact
  await write((db) =>
    db.insert(oauthArtifacts).values(artifact).onConflictDoUpdate({
      target: oauthArtifacts.id,
      set: { payload, userCodeHash, grantId, expiresAt },
    }),
  )
}

/** @returns false when there was one, which stays as it is. */
export async function insertArtifact(artifact: ArtifactRecord): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(oauthArtifacts)
      .values(artifact)
      .onConflictDoNothing()
      .returning({ id: oauthArtifacts.id }),
  )
  return rows.length > 0
}

export async function findArtifact(id: string): Promise<ArtifactRecord | null> {
  const [row] = await read((db) =>
    db.select().from(oauthArtifacts).where(eq(oauthArtifacts.id, id)),
  )
  return row ?? null
}

export async function findArtifactByUserCode(hash: string): Promise<ArtifactRecord | null> {
  const [row] = await read((db) =>
    db.select().from(oauthArtifacts).where(eq(oauthArtifacts.userCodeHash, hash)),
  )
  return row ?? null
}

/** @returns false when it was consumed before, or is not there. */
export async function consumeArtifact(id: string, now: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(oauthArtifacts)
      .set({ consumedAt: now })
      .where(and(eq(oauthArtifacts.id, id), isNull(oauthArtifacts.consumedAt)))
      .returning({ id: oauthArtifacts.id }),
  )
  return rows.length > 0
}

/** Replaces the payload. @returns false when it is not there. */
export async function updateArtifactPayload(id: string, payload: string): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(oauthArtifacts)
      .set({ payload })
      .where(eq(oauthArtifacts.id, id))
      .returning({ id: oauthArtifacts.id }),
  )
  return rows.length > 0
}

/**
 * Replaces the payload, and sets the grant that the artifact hangs on from now.
 *
 * @returns false when another answer came first: the payload is not what it was.
 */
export async function answerArtifact(
  { id, payload: before }: Pick<ArtifactRecord, 'id' | 'payload'>,
  payload: string,
  grantId: AppGrantId | null,
): Promise<boolean> {
  const isSame = and(
    eq(oauthArtifacts.id, id),
    eq(oauthArtifacts.payload, before),
    isNull(oauthArtifacts.consumedAt),
  )
  const rows = await write((db) =>
    db
      .update(oauthArtifacts)
      .set({ payload, grantId })
      .where(isSame)
      .returning({ id: oauthArtifacts.id }),
  )
  return rows.length > 0
}

export async function deleteArtifact(id: string): Promise<void> {
  await write((db) => db.delete(oauthArtifacts).where(eq(oauthArtifacts.id, id)))
}

export async function deleteArtifactsOfGrant(grantId: AppGrantId): Promise<void> {
  await write((db) => db.delete(oauthArtifacts).where(eq(oauthArtifacts.grantId, grantId)))
}

export function deleteArtifactsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(oauthArtifacts, oauthArtifacts.id, lt(oauthArtifacts.expiresAt, point), most)
}

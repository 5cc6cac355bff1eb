/** Queries for revoked token ids. */
import { lt } from 'drizzle-orm'
import { write } from '@/db/connection'
import { revokedTokens } from '@/db/tables'
import { deleteSome } from './delete-some'

export type RevokedTokenRecord = typeof revokedTokens.$inferSelect

export async function insertRevokedTokens(tokens: RevokedTokenRecord[]): Promise<void> {
  if (tokens.length === 0) return
  await write((db) => db.insert(revokedTokens).values(tokens).onConflictDoNothing())
}

export function deleteRevokedTokensExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(revokedTokens, revokedTokens.id, lt(revokedTokens.expiresAt, point), most)
}

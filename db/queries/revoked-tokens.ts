/** Queries of token ids that are refused although their signature is good. */
import { lt } from 'drizzle-orm'
import { write } from '@/db/connection'
import { revokedTokens } from '@/db/tables'

export type RevokedTokenRecord = typeof revokedTokens.$inferSelect

export async function insertRevokedTokens(tokens: RevokedTokenRecord[]): Promise<void> {
  if (tokens.length === 0) return
  await write((db) => db.insert(revokedTokens).values(tokens).onConflictDoNothing())
}

export async function deleteRevokedTokensExpiredBefore(point: Date): Promise<void> {
  await write((db) => db.delete(revokedTokens).where(lt(revokedTokens.expiresAt, point)))
}

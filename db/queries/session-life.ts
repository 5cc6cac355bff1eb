/** Reads only what decides whether a session is open. */
import { eq, sql } from 'drizzle-orm'
import { readPrepared } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { installation, sessions, users } from '@/db/tables'
import { INSTALLATION_ID } from './installation'
import type { SessionId } from '@/lib/base/ids'
import type { SessionRecord } from './sessions'

export interface SessionLife {
  session: Pick<
    SessionRecord,
    'endedAt' | 'endReason' | 'idleExpiresAt' | 'expiresAt' | 'version' | 'epoch'
  >
  user: { version: number; disabledAt: Date | null }
  epoch: number
}

export async function findSessionLife(id: SessionId): Promise<SessionLife | null> {
  const [row] = await readPrepared('findSessionLife', prepareLife, (query) => query.execute({ id }))
  return row ?? null
}

function prepareLife(db: Reader) {
  const { endedAt, endReason, idleExpiresAt, expiresAt, version, epoch } = sessions
  return db
    .select({
      session: { endedAt, endReason, idleExpiresAt, expiresAt, version, epoch },
      user: { version: users.version, disabledAt: users.disabledAt },
      epoch: installation.epoch,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(installation, eq(installation.id, INSTALLATION_ID))
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare('find_session_life')
}

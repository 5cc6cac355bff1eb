/** What happened to an application, and who used it. */
import { listSealedAppEvents, listUnsealedAppEvents } from '@/db/queries/app-events'
import { listUserNames } from '@/db/queries/audit-list'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import type { ActorId, AppId } from '@/lib/base/ids'
import { parseDetails, type Details } from '@/lib/events/details'
import { APP_EVENTS } from '@/lib/events/events'
import { assertMay, type Operator } from '@/lib/permissions/operator'

/** How many events of each type are looked at. */
const WINDOW = 500

interface EventUser {
  id: ActorId
  /** Null for a deleted user, and for an actor that is not a user. */
  email: string | null
}

type AppEvent = Pick<
  SecurityEventRecord,
  'id' | 'type' | 'at' | 'sessionId' | 'network' | 'browser' | 'system'
> & { user: EventUser | null; actor: EventUser | null; details: Details }

/** The newest events about an application, newest first. @throws NotAllowed */
export async function recentAppEvents(
  operator: Operator,
  appId: AppId,
  limit = 20,
): Promise<AppEvent[]> {
  assertMay(operator, 'audit:read')
  const found = await Promise.all([
    listUnsealedAppEvents(APP_EVENTS, appId),
    ...APP_EVENTS.map((type) => listSealedAppEvents(type, appId, WINDOW)),
  ])
  const rows = found
    .flat()
    .filter(({ details }) => parseDetails(details).app === appId)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, limit)
  const ids = rows.flatMap(({ userId, actorId }) => [userId, actorId]).filter((id) => id !== null)
  const users = await listUserNames([...new Set(ids)])
  const emails = new Map<ActorId, string>(users.map(({ id, email }) => [id, email]))
  const named = (id: ActorId | null) => (id === null ? null : { id, email: emails.get(id) ?? null })
  return rows.map(({ userId, actorId, details, ...row }) => ({
    ...row,
    user: named(userId),
    actor: named(actorId),
    // The application is the one whose page it is.
    details: withoutApp(parseDetails(details)),
  }))
}

function withoutApp({ app: _, ...others }: Details): Details {
  return others
}

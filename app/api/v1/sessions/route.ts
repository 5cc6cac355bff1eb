import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { listSessions } from '@/lib/sessions/list'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.listSessions, async ({ actor }) => ({
    sessions: (await listSessions(actor)).map((session) => ({
      id: session.id,
      current: session.current,
      kind: session.kind,
      device: session.deviceName,
      browser: session.browser,
      system: session.system,
      network: session.network,
      persistent: session.persistent,
      created_at: session.createdAt.toISOString(),
      last_seen_at: session.lastSeenAt.toISOString(),
    })),
  })),
)

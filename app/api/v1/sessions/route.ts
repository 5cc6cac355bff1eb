import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { listSessions, type SessionSummary } from '@/lib/sessions/list'

/** As the operation's description promises. */
const PAGE_SIZE = 200

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.listSessions, async ({ actor, request }) => {
    const cursor = new URL(request.url).searchParams.get('after')
    const { sessions, next } = await listSessions(actor, { cursor, size: PAGE_SIZE })
    return { sessions: sessions.map(toAnswer), next }
  }),
)

function toAnswer(session: SessionSummary) {
  return {
    id: session.id,
    current: session.current,
    kind: session.kind,
    device: session.deviceName,
    label: session.label,
    browser: session.browser,
    system: session.system,
    network: session.network,
    persistent: session.persistent,
    created_at: session.createdAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
  }
}

/** Hears of endings that other processes commit, on one LISTEN connection. */
import pg from 'pg'
import type { EndingReceiver } from './driver'
import { settle } from './postgres-connection'

/** The channel of LISTEN and NOTIFY; the payload is a user's id. */
export const ENDINGS = 'gatehouse_endings'

/** When to reopen a lost connection, and how often to probe a quiet one, in milliseconds. */
const RECONNECT_MS = 1000
const PROBE_MS = 15_000

/**
 * Calls `tell` for each ending that any process commits, until the returned function is called.
 *
 * PostgreSQL stores no notices for absent listeners, so each new connection, the first included,
 * reports that endings may have been missed.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export function listenForEndings(url: string, tell: EndingReceiver): () => void {
  let client: pg.Client | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const connect = async () => {
    const own = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: PROBE_MS,
      query_timeout: PROBE_MS,
      keepAlive: true,
      application_name: 'gatehouse endings',
    })
    client = own
    const lost = () => {
      if (client !== own) return
      client = undefined
      own.end().catch(() => undefined)
      if (!stopped) timer = setTimeout(start, RECONNECT_MS).unref()
    }
    own.on('error', lost)
    own.on('end', lost)
    own.on('notification', ({ payload }) => payload && tell(payload))
    try {
      await own.connect()
      await settle(own, { statementMs: 0, idleMs: 0 })
      await own.query(`LISTEN ${ENDINGS}`)
      if (stopped) return void own.end().catch(() => undefined)
      tell(null)
      probe(own, lost)
    } catch {
      // Requests report the outage.
      lost()
    }
  }
  const start = () => void connect()

  /** A network that drops packets closes no connection: only a query notices. */
  function probe(own: pg.Client, lost: () => void) {
    timer = setTimeout(() => {
      own.query('SELECT 1').then(() => client === own && probe(own, lost), lost)
    }, PROBE_MS).unref()
  }

  start()
  return () => {
    stopped = true
    clearTimeout(timer)
    const own = client
    client = undefined
    own?.end().catch(() => undefined)
  }
}

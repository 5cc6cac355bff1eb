/** How a process hears of the endings that others commit: one connection that listens. */
import pg from 'pg'
import type { TellEnding } from './driver'
import { settle } from './postgres-connection'

/** The channel of LISTEN and NOTIFY; what is sent is a user's id. */
export const ENDINGS = 'gatehouse_endings'

/** How soon a lost connection is made anew, and how often a quiet one is asked, in milliseconds. */
const RECONNECT_MS = 1000
const PROBE_MS = 15_000

/**
 * Tells of each ending that any process commits from now on, until the returned function is called.
 *
 * PostgreSQL keeps nothing for who does not listen: with each new connection, the first among them,
 * it says that some may have been missed.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export function listenForEndings(url: string, tell: TellEnding): () => void {
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
      // Whoever asks the database for anything else reports the outage.
      lost()
    }
  }
  const start = () => void connect()

  /** A network that swallows packets closes no connection: only a question finds out. */
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

/** A server process that shares its port with others: what it tells the primary, and is told. */
import cluster from 'node:cluster'
import { gatherMetrics, ownFigures } from '@/lib/telemetry/metrics'
import { isOurs, type ToPrimary, type ToServer } from './messages'

/** Lets a scraper that reaches this process see the metrics of all of them. */
export function shareMetrics(): void {
  const waiting = new Map<number, (text: string | null) => void>()
  let asked = 0
  onMessage((message) => {
    if (message.kind === 'give-figures') {
      const { id } = message
      ownFigures()
        .then((figures) => tell({ kind: 'figures', id, figures }))
        .catch(() => undefined)
    } else if (message.kind === 'scraped') {
      waiting.get(message.id)?.(message.text)
      waiting.delete(message.id)
    }
  })
  gatherMetrics(
    () =>
      new Promise((resolve, reject) => {
        const id = (asked += 1)
        waiting.set(id, (text) => {
          if (text === null) reject(new Error('The primary could not add up the metrics'))
          else resolve(text)
        })
        tell({ kind: 'scrape', id })
      }),
  )
}

/** Calls `stop`, perhaps more than once, when this process is to stop. */
export function stopWithPrimary(stop: () => void): void {
  onMessage(({ kind }) => {
    if (kind === 'stop') stop()
  })
  process.on('SIGTERM', stop)
  // On Ctrl-C the terminal signals every process, and the primary then tells us to stop.
  process.on('SIGINT', () => undefined)
  // Node.js would end this process at once when the primary dies, in the middle of its answers.
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true
  process.once('disconnect', stop)
}

/** Lets the primary say why this process cannot start, once for all, and exits. */
export function failToPrimary(reason: string): void {
  tell({ kind: 'failed', reason }, () => process.exit(1))
}

function onMessage(listener: (message: ToServer) => void): void {
  process.on('message', (message: unknown) => {
    if (isOurs<ToServer>(message)) listener(message)
  })
}

/** A primary that has died needs no message any more. */
function tell(message: ToPrimary, sent: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, sent)
}

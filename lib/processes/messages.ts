/** What the primary and its server processes tell each other. */
import type { Figures } from '@/lib/telemetry/metrics'

export type ToPrimary =
  /** The sender cannot start. */
  | { kind: 'failed'; reason: string }
  /** A scraper asked the sender for the metrics of all processes. */
  | { kind: 'scrape'; id: number }
  | { kind: 'figures'; id: number; figures: Figures }

export type ToServer =
  | { kind: 'stop' }
  | { kind: 'give-figures'; id: number }
  | { kind: 'scraped'; id: number; text: string | null }

/** Next.js and Node.js may send messages of their own. */
export function isOurs<Message extends ToPrimary | ToServer>(message: unknown): message is Message {
  // Safe because only processes of this program are on the channel, and only we name a kind.
  return typeof message === 'object' && message !== null && 'kind' in message
}

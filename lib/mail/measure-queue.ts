/** Tells the metrics how many mails wait. */
import { countQueue } from '@/db/queries/mails'
import { gauge } from '@/lib/telemetry/metrics'

/** Call once, at start-up. The database is asked at a scrape only, once for both gauges. */
export function measureQueue(clock = () => new Date()): void {
  let asked: ReturnType<typeof countQueue> | undefined
  const ask = () => (asked ??= countQueue().finally(() => (asked = undefined)))
  gauge('mailsWaiting', async () => (await ask()).waiting)
  gauge('oldestMail', async () => {
    const { since } = await ask()
    return since ? (clock().getTime() - since.getTime()) / 1000 : 0
  })
}

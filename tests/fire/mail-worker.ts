/** A process that sends the mails of the outbox, and prints its memory, until the test kills it. */
import { sendDueMails } from '@/lib/mail/sender'

/** Seconds that its clock is ahead, so that the leases of a killed process are over. */
const ahead = Number(process.argv[2] ?? 0)
const clock = () => new Date(Date.now() + ahead * 1000)

const SAMPLE_MS = 100
const MIB = 1024 * 1024

setInterval(() => {
  console.log(`rss ${Math.round(process.memoryUsage.rss() / MIB)}`)
}, SAMPLE_MS).unref()

for (;;) {
  await sendDueMails(clock)
  await new Promise((resolve) => setTimeout(resolve, 20))
}

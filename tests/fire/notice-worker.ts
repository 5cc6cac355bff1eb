/** A process that tells applications of ended sessions, until the test kills it. */
import { tellApps } from '@/lib/oauth/endings/sender'

/** Seconds that its clock is ahead, so that the leases of a killed process are over. */
const ahead = Number(process.argv[2] ?? 0)
const clock = () => new Date(Date.now() + ahead * 1000)

for (;;) {
  await tellApps({ clock })
  await new Promise((resolve) => setTimeout(resolve, 20))
}

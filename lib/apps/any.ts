/** Whether there are applications, for what every page asks. */
import { whileOpen } from '@/db/connection'
import { hasApps } from '@/db/queries/apps'

/** How long "there is none" is believed, in milliseconds. */
const BELIEVED_MS = 5000

/** Once there was one, it is not asked again: the link to an empty page does no harm. */
export async function anyApps(): Promise<boolean> {
  const known = whileOpen('any apps', () => ({ any: false, askedAt: -Infinity }))
  if (known.any || performance.now() - known.askedAt < BELIEVED_MS) return known.any
  known.any = await hasApps()
  known.askedAt = performance.now()
  return known.any
}

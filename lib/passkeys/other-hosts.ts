/** Tells the administrator that a new host leaves passkeys behind. */
import { countPasskeysOfOtherHosts } from '@/db/queries/passkeys'
import { env } from '@/lib/base/env'
import { log } from '@/lib/telemetry/log'

/** Passkeys work on one host. Call it when a server starts. @throws Unavailable */
export async function warnOfOtherHosts(): Promise<void> {
  const { hostname } = env().appUrl
  const lost = await countPasskeysOfOtherHosts(hostname)
  if (lost === 0) return
  log.warn(
    `APP_ORIGIN is on ${hostname}, and passkeys of another host do not work there. Passkeys of other hosts in the database: ${lost}.`,
  )
}

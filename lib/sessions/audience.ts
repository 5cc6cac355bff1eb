/** For whom the access tokens of a session are. */
import type { SessionRecord } from '@/db/queries/sessions'
import type { Settings } from '@/lib/base/env'
import { accessRules } from '@/lib/tokens/access'

/**
 * The `aud` of the session's access tokens: of a browser this app alone; of a device this app's API
 * and the services that were asked for, as far as the session and the settings still name them.
 *
 * @see RFC 8725 §3.9
 */
export function audienceOf(
  session: Pick<SessionRecord, 'kind' | 'audience'>,
  asked: readonly string[] | null,
  settings: Settings,
): string | string[] {
  const own = accessRules(settings, session.kind).audience
  if (session.kind === 'web') return own
  const services = servicesOf(session, settings)
  return [own, ...services.filter((name) => asked === null || asked.includes(name))]
}

/** The services that tokens of the session may be for. */
export function servicesOf(
  { audience }: Pick<SessionRecord, 'audience'>,
  { apiAudiences }: Settings,
): readonly string[] {
  if (audience === null) return apiAudiences
  // Safe because only `startSession` writes the column.
  const granted = JSON.parse(audience) as string[]
  return apiAudiences.filter((name) => granted.includes(name))
}

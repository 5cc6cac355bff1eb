/** Which services accept the access tokens of a session. */
import type { SessionRecord } from '@/db/queries/sessions'
import type { Settings } from '@/lib/base/env'
import { parseJson } from '@/lib/base/json'
import { accessRules } from '@/lib/tokens/access'

/**
 * The `aud` of the session's access tokens. For a browser: only this app. For a device: this app's
 * API and the requested services that both the session and the settings still allow.
 *
 * @see RFC 8725 §3.9
 */
export function audienceOf(
  session: Pick<SessionRecord, 'kind' | 'audience'>,
  requested: readonly string[] | null,
  settings: Settings,
): string | string[] {
  const own = accessRules(settings, session.kind).audience
  if (session.kind === 'web') return own
  const services = servicesOf(session, settings)
  return [own, ...services.filter((name) => requested === null || requested.includes(name))]
}

/** The services that the session may request tokens for. */
export function servicesOf(
  { audience }: Pick<SessionRecord, 'audience'>,
  { apiAudiences }: Settings,
): readonly string[] {
  if (audience === null) return apiAudiences
  const granted = parseJson(audience)
  return Array.isArray(granted) ? apiAudiences.filter((name) => granted.includes(name)) : []
}

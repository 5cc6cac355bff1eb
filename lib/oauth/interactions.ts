/** When a user is asked something, and on which of our pages. */
import type { Client, Interaction, KoaContextWithOIDC } from 'oidc-provider'
import { AUTHORIZE, CONFIRM, CONSENT, LOG_IN, withNext } from '@/lib/base/routes'
import { currentOAuthRequest } from './browser-session'

type Library = typeof import('oidc-provider')

/** The library's own rules, and the choice of an account. */
export function interactionPolicy({ interactionPolicy: { base, Check, Prompt } }: Library) {
  const policy = base()
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0)
  const consent = policy.get('consent')?.checks
  // Consent is remembered for every kind of application.
  consent?.remove('native_client_prompt')
  consent?.add(
    new Check(
      'service_consent',
      'the service was not allowed',
      () => currentOAuthRequest().asksForService,
    ),
  )
  return policy
}

/** Marks a pushed request that asks for access beyond the session. */
export const OFFLINE_MARK = 'gh_offline'

/**
 * Keeps `offline_access` in the request. The library drops it in silence unless consent is asked for
 * each time, which `prompt=none` rules out; here consent is remembered.
 */
export function keepOffline(
  { query, oidc }: KoaContextWithOIDC,
  mark: unknown,
  client: Client,
): void {
  const isPushed = oidc.route === 'pushed_authorization_request'
  if (!oidc.params || (!isPushed && oidc.route !== 'authorization')) return
  const sent = isPushed ? oidc.body?.scope : query.scope
  const isAsked = mark !== undefined || String(sent).split(' ').includes('offline_access')
  if (!isAsked || !client.grantTypeAllowed('refresh_token')) return
  // Limits are for the library, which refuses by them.
  if (client.scope !== undefined && !client.scope.split(' ').includes('offline_access')) return
  const { scope } = oidc.params
  const scopes = typeof scope === 'string' ? scope.split(' ') : []
  oidc.params.scope = [...new Set([...scopes, 'offline_access'])].join(' ')
  if (isPushed) oidc.params[OFFLINE_MARK] = 'yes'
}

/** The page that asks. It leads back to the waiting request. */
export function interactionUrl(_: KoaContextWithOIDC, { uid, prompt }: Interaction): string {
  const next = `${AUTHORIZE}/${uid}`
  if (prompt.name !== 'login') return `${CONSENT}?request=${uid}`
  return withNext(currentOAuthRequest().signedIn ? CONFIRM : LOG_IN, next)
}

/** RP-initiated log-out. @see OpenID Connect RP-Initiated Logout 1.0 */
import type { Client, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { decodeJwt } from 'jose'
import { isAppId, type AppId } from '@/lib/base/ids'
import { APP_LOG_OUT, LOG_IN, LOG_OUT_QUESTION } from '@/lib/base/routes'
import { currentOAuthRequest, sidFor } from './browser-session'
import { keepLogOutRequest } from './log-out-request'

/**
 * Answers after the library has checked a request to log out. A hint that names this very session
 * ends it; with any other, or none, the user is asked.
 */
export function logOutAnswers(provider: Provider) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    if (ctx.path === APP_LOG_OUT) await dropBadHint(ctx, provider)
    await next()
    await answer(ctx)
  }
}

/**
 * A hint that cannot be verified is none: its key may have been burned since. Who is to come back is
 * known from it all the same, and only to a registered address.
 */
async function dropBadHint(ctx: KoaContextWithOIDC, provider: Provider): Promise<void> {
  const params = new URLSearchParams(ctx.querystring)
  const hint = params.get('id_token_hint')
  if (hint === null) return
  const audience = audienceOf(hint)
  const client = audience === null ? undefined : await provider.Client.find(audience)
  if (client && (await isVerified(hint, client, provider))) return
  params.delete('id_token_hint')
  if (client && !params.has('client_id')) params.set('client_id', client.clientId)
  ctx.querystring = params.toString()
}

function audienceOf(hint: string): AppId | null {
  try {
    const { aud } = decodeJwt(hint)
    return typeof aud === 'string' && isAppId(aud) ? aud : null
  } catch {
    return null
  }
}

/** Expired ones are still hints: the session lives longer than they do. */
async function isVerified(hint: string, client: Client, provider: Provider): Promise<boolean> {
  // Safe: it is there, though the library's types do not name it.
  const { IdToken } = provider as unknown as {
    IdToken: { validate(hint: string, client: Client): Promise<unknown> }
  }
  try {
    await IdToken.validate(hint, client)
    return true
  } catch {
    return false
  }
}

async function answer(ctx: KoaContextWithOIDC): Promise<void> {
  const state = ctx.oidc?.session?.state as LogOutState | undefined
  if (ctx.path !== APP_LOG_OUT || ctx.status >= 400 || !state?.secret) return
  const { signedIn, key, endSession } = currentOAuthRequest()
  const appId = state.clientId !== undefined && isAppId(state.clientId) ? state.clientId : null
  const leadsTo = addressOf(state)
  ctx.body = ''
  if (!signedIn) return goTo(ctx, leadsTo)
  const hinted = ctx.oidc.entities.IdTokenHint?.payload.sid
  if (appId !== null && hinted === sidFor(signedIn.session.id, appId, key)) {
    ctx.append('set-cookie', await endSession())
    ctx.set('clear-site-data', '"cache", "storage"')
    return goTo(ctx, leadsTo)
  }
  const uiLocales = ctx.query.ui_locales?.toString() ?? ''
  const id = await keepLogOutRequest({ appId, leadsTo, uiLocales })
  goTo(ctx, `${LOG_OUT_QUESTION}?request=${id}`)
}

interface LogOutState {
  secret?: string
  clientId?: string
  postLogoutRedirectUri?: string
  state?: string
}

function addressOf({ postLogoutRedirectUri, state }: LogOutState): string {
  if (postLogoutRedirectUri === undefined) return LOG_IN
  const url = new URL(postLogoutRedirectUri)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}

function goTo(ctx: KoaContextWithOIDC, address: string): void {
  ctx.status = 303
  ctx.redirect(address)
}

/** The OpenID provider of this process: panva's oidc-provider, on our keys, sessions and tables. */
import type { JWK, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { whileOpen } from '@/db/connection'
import { hasAppSecret } from '@/db/queries/apps'
import { listActiveSigningKeys, listSigningKeys } from '@/db/queries/signing-keys'
import { hashOfSecret } from '@/lib/apps/secrets'
import { env, type Settings } from '@/lib/base/env'
import { isAppId } from '@/lib/base/ids'
import { isUnavailable, Unavailable } from '@/lib/base/unavailable'
import { openPrivateJwk } from '@/lib/keys/signing-keys'
import { log } from '@/lib/telemetry/log'
import { currentOAuthRequest, sidFor, successorOf } from './browser-session'
import { configurationFor } from './configuration'
import { countGrant } from './count-grants'
import { allowFormPost } from './form-post'
import { answerDevice } from './device-authorization'
import { logOutAnswers } from './log-out'
import { answerForStructured } from './structured-tokens'

/**
 * The provider; made anew when another key signs, which is cheap. The library is loaded with the
 * first request of an installation that has an application.
 *
 * @throws Unavailable
 */
export async function currentProvider(): Promise<Provider> {
  const settings = env()
  const active = await listActiveSigningKeys()
  if (!active.some(({ algorithm }) => algorithm === settings.tokenAlgorithm)) {
    throw new Unavailable('The signing key')
  }
  const keyIds = active.map(({ id }) => id).join(' ')
  const built = whileOpen<{ keyIds: string; provider: Promise<Provider> | undefined }>(
    'oauth provider',
    () => ({ keyIds: '', provider: undefined }),
  )
  if (built.keyIds !== keyIds) {
    built.keyIds = keyIds
    built.provider = build(settings)
    built.provider.catch(() => (built.keyIds = ''))
  }
  // Safe: it was set just now, or with this key.
  return built.provider as Promise<Provider>
}

async function build(settings: Settings): Promise<Provider> {
  const library = await import('oidc-provider')
  const provider = new library.Provider(
    settings.appOrigin,
    configurationFor(library, settings, {
      keys: await privateKeySet(),
    }),
  )
  // Endpoints are named by APP_ORIGIN, whatever stands between us and the browser.
  provider.proxy = true
  provider.on('server_error', noteFailure)
  provider.on('grant.success', countGrant)
  for (const answer of [
    leaveOutages,
    logOutAnswers(provider),
    allowFormPost,
    answerForStructured,
    answerDevice,
  ]) {
    provider.use(answer as never)
  }
  adapt(provider)
  return provider
}

/** The library answers 500 whatever failed. */
function noteFailure(_: KoaContextWithOIDC, error: Error): void {
  if (isUnavailable(error)) currentOAuthRequest().outage = error
  else log.error('The protocol failed', { err: error })
}

/** Our server answers in an outage. */
async function leaveOutages(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  if (currentOAuthRequest().outage !== null) ctx.respond = false
}

/** The keys that sign, and those whose tokens are still hints. Burned keys are neither. */
async function privateKeySet(): Promise<JWK[]> {
  const rows = (await listSigningKeys()).filter(
    ({ status }) => status === 'active' || status === 'retiring',
  )
  // The library signs with the first of the algorithm.
  rows.sort((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
  const keys = await Promise.all(rows.map(openPrivateJwk))
  return keys.flatMap((key) => key ?? [])
}

/** What the library has no setting for; contract.test.ts notices if it changes. */
interface Inner {
  Client: { prototype: { includeSid(): boolean; compareClientSecret(secret: string): unknown } }
  RefreshToken: { prototype: { generateTokenId(): string } }
  Session: { prototype: { ensureClientContainer(clientId: string): void } }
  constructor: { ctx?: KoaContextWithOIDC }
}

interface LibrarySession {
  sidFor(clientId: string, sid: string): void
}

function adapt(provider: Provider): void {
  // Safe: these members are there, though the library's types do not name them.
  const { Client, RefreshToken, Session, constructor } = provider as unknown as Inner
  Client.prototype.includeSid = () => true
  Client.prototype.compareClientSecret = async function (this: { clientId: string }, secret) {
    const id = this.clientId
    return isAppId(id) && hasAppSecret(id, hashOfSecret(secret), new Date())
  }
  Session.prototype.ensureClientContainer = function (this: LibrarySession, clientId) {
    const { signedIn, key } = currentOAuthRequest()
    if (!signedIn || !isAppId(clientId)) return
    this.sidFor(clientId, sidFor(signedIn.session.id, clientId, key))
  }
  const generate = RefreshToken.prototype.generateTokenId
  RefreshToken.prototype.generateTokenId = function () {
    const rotated = constructor.ctx?.oidc.entities.RotatedRefreshToken
    return rotated ? successorOf(rotated.jti, currentOAuthRequest().key) : generate.call(this)
  }
}

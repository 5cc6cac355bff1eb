/**
 * Introspection and revocation of tokens for services (RFC 7662, RFC 7009). The library
 * authenticates the client, and then refuses every JWT; we answer in its place.
 */
import type { Client, KoaContextWithOIDC } from 'oidc-provider'
import { PROGRAM_ENDPOINTS } from './endpoints'
import {
  endServiceToken,
  isServiceTokenLiving,
  readServiceToken,
  type ServiceClaims,
} from './service-tokens'

export async function answerForStructured(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next()
  const client = ctx.oidc?.client
  const token = ctx.oidc?.params?.token
  if (!client || typeof token !== 'string' || !isRefusedAsStructured(ctx)) return
  const isRevocation = ctx.path === PROGRAM_ENDPOINTS.revocation
  const answer = isRevocation ? revoked(client, token) : introspected(client, token)
  ctx.body = await answer
  ctx.status = 200
}

function isRefusedAsStructured({ path, body }: KoaContextWithOIDC): boolean {
  const isOurs = path === PROGRAM_ENDPOINTS.introspection || path === PROGRAM_ENDPOINTS.revocation
  return isOurs && (body as { error?: string } | undefined)?.error === 'unsupported_token_type'
}

type Asking = Pick<Client, 'clientId' | 'clientAuthMethod'>

/** What the client is told about the token. */
export async function introspected(client: Asking, token: string, now = new Date()) {
  const claims = await readServiceToken(token, now)
  if (!claims || !mayAskAbout(client, claims)) return { active: false }
  if (!(await isServiceTokenLiving(claims, now))) return { active: false }
  return {
    ...claims,
    // For services that do not ask.
    status: undefined,
    active: true,
    token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP',
  }
}

/**
 * True for one that keeps a secret and got the token, or that is the service which the token is for:
 * a service asks as the application whose `client_id` is its name in `API_AUDIENCES`.
 */
function mayAskAbout(client: Asking, { client_id, aud }: ServiceClaims): boolean {
  return isConfidentialClient(client) && [client_id, aud].includes(client.clientId)
}

export function isConfidentialClient({ clientAuthMethod }: Asking): boolean {
  return clientAuthMethod !== 'none'
}

/** The answer is the same for a token that is not the client's, or is none (RFC 7009 §2.2). */
export async function revoked(
  { clientId }: Asking,
  token: string,
  now = new Date(),
): Promise<string> {
  const claims = await readServiceToken(token, now)
  if (claims?.client_id === clientId) await endServiceToken(claims, now)
  return ''
}

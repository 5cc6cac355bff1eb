/** Judges tokens for services where the database is at hand: at introspection and revocation. */
import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { transaction } from '@/db/connection'
import { endGrant, findGrantLife } from '@/db/queries/app-grants'
import { retireAppStatus } from '@/db/queries/app-statuses'
import { findApp } from '@/db/queries/apps'
import { findSigningKey } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { isAppId, type AppGrantId, type AppId } from '@/lib/base/ids'
import { findVerifyingKey } from '@/lib/keys/signing-keys'
import { statusOf } from '@/lib/status-lists/positions'
import { readHeader } from '@/lib/tokens/compact'
import { isGrantLiving } from './living'

const TYPE = 'at+jwt'

const serviceClaims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  /** The grant's id; of a machine its own. */
  sid: z.string(),
  jti: z.string(),
  client_id: z.custom<AppId>((value) => typeof value === 'string' && isAppId(value)),
  iat: z.int(),
  exp: z.int(),
  auth_time: z.int(),
  amr: z.array(z.string()).optional(),
  acr: z.string().optional(),
  scope: z.string().optional(),
  cnf: z.object({ jkt: z.string().optional() }).optional(),
  status: z.object({ status_list: z.object({ idx: z.int(), uri: z.string() }) }).optional(),
})

export type ServiceClaims = z.infer<typeof serviceClaims>

/** The claims of a token for a service that we signed and that has not expired; null for any other. */
export async function readServiceToken(token: string, now: Date): Promise<ServiceClaims | null> {
  const header = readHeader(token)
  const key = header?.typ === TYPE ? await findVerifyingKey(header.kid) : null
  if (!key || header?.alg !== key.algorithm) return null
  const status = (await findSigningKey(key.id))?.status ?? 'gone'
  if (status === 'burned' || status === 'gone') return null
  const { appOrigin: issuer, clockTolerance } = env()
  const rules = { algorithms: [key.algorithm], typ: TYPE, issuer, currentDate: now, clockTolerance }
  try {
    const { payload } = await jwtVerify(token, key.key, rules)
    return serviceClaims.safeParse(payload).data ?? null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Whether the token still opens something. */
export async function isServiceTokenLiving(claims: ServiceClaims, now: Date): Promise<boolean> {
  if (!isOfMachine(claims)) {
    const life = await findGrantLife(claims.sid as AppGrantId)
    return life?.grant.appId === claims.client_id && isGrantLiving(life, now)
  }
  const app = await findApp(claims.client_id)
  if (!app || app.disabledAt !== null) return false
  const place = statusOf(app.statusIndex, env()).status?.status_list
  const its = claims.status?.status_list
  return place !== undefined && place.idx === its?.idx && place.uri === its.uri
}

/** Ends what the token hangs on: its grant, or all tokens that the machine has for itself. */
export async function endServiceToken(claims: ServiceClaims, now: Date): Promise<void> {
  await transaction({ locks: 'none' }, async () => {
    if (isOfMachine(claims)) await retireAppStatus(claims.client_id, now)
    else await endGrant(claims.sid as AppGrantId, now)
  })
}

function isOfMachine({ sid, client_id }: ServiceClaims): boolean {
  return sid === client_id
}

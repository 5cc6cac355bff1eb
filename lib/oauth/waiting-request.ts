/** A request of an application that waits for its user. Our pages read it, and answer it. */
import { lockOf, transaction } from '@/db/connection'
import {
  findArtifact,
  updateArtifactPayload,
  type ArtifactRecord,
} from '@/db/queries/oauth-artifacts'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { isAppId, type SessionId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import { AUTHORIZE } from '@/lib/base/routes'
import { fromNumericDate, toNumericDate } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import type { Actor } from '@/lib/sessions/authenticate'
import { acrOf } from '@/lib/tokens/acr'
import { allowedScopes } from './allowed-scopes'
import { artifactId } from './artifact-id'
import { rememberConsent } from './consents'
import { servicesOf } from './resource-servers'
import { isOffered, type Scope } from './scopes'
import { askedServices, type AskedService } from './services'

const MODEL = 'Interaction'

/** What the library stores of an interaction, as far as we read it. */
interface Stored {
  iat: number
  prompt: { name: string; reasons: string[] }
  params: {
    client_id?: string
    redirect_uri?: string
    scope?: string
    resource?: string | string[]
    login_hint?: string
    ui_locales?: string
  }
  session?: { uid?: string }
  result?: Record<string, unknown>
}

export interface WaitingRequest {
  readonly id: string
  readonly app: AppRecord
  /** What the user is asked: `consent` or `select_account`. */
  readonly prompt: string
  readonly scopes: readonly Scope[]
  readonly services: readonly AskedService[]
  readonly redirectUri: string
  /** The address by which the application expects its user; empty if it named none. */
  readonly loginHint: string
  /** The languages that it asks for (OpenID Connect Core §3.1.2.1); empty if it named none. */
  readonly uiLocales: string
  /** The request as the application sent it, to start again with another account. */
  readonly restart: string
  /** The session that it began in; null if it began without one. */
  readonly sessionId: SessionId | null
}

/** Null when there is none, or it has expired. @throws Unavailable */
export async function findWaitingRequest(
  id: string,
  now = new Date(),
): Promise<WaitingRequest | null> {
  const found = await findStored(id, now)
  if (!found) return null
  const { prompt, params, session } = found.stored
  const { client_id: clientId = '', redirect_uri: redirectUri = '', scope = '' } = params
  const app = isAppId(clientId) ? await findApp(clientId) : null
  if (!app || app.disabledAt !== null) return null
  return {
    id,
    app,
    prompt: prompt.name,
    scopes: scope.split(' ').filter(isOffered),
    services: askedServices(params, servicesOf(app), allowedScopes(app)),
    redirectUri,
    loginHint: params.login_hint ?? '',
    uiLocales: params.ui_locales ?? '',
    restart: restartOf(params),
    // Safe: the session of the library is ours.
    sessionId: (session?.uid as SessionId | undefined) ?? null,
  }
}

function restartOf(params: Stored['params']): string {
  const texts = Object.entries(params).flatMap(([name, value]) =>
    name === 'prompt'
      ? []
      : [value]
          .flat()
          .filter(isText)
          .map((text) => [name, text]),
  )
  return `${AUTHORIZE}?${new URLSearchParams(texts)}`
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Remembers what the user allows, and lets the request go on. */
export async function allowRequest(
  actor: Actor,
  request: WaitingRequest,
  from: SeenFrom,
  now = new Date(),
): Promise<void> {
  await transaction({ locks: lockOf(actor.userId) }, async () => {
    await rememberConsent(actor, request, from, now)
    await answerWith(request.id, { consent: {} }, now)
  })
}

/** Lets the request go on with the account that is signed in. */
export async function keepAccount(id: string, now = new Date()): Promise<void> {
  await transaction({ locks: 'none' }, () => answerWith(id, { select_account: {} }, now))
}

/** The application hears that the user does not want it. */
export async function refuseRequest(id: string, now = new Date()): Promise<void> {
  const result = { error: 'access_denied', error_description: 'The user refused.' }
  await transaction({ locks: 'none' }, () => answerWith(id, result, now))
}

const WAITING = new RegExp(`^${AUTHORIZE}/([\\w-]+)$`)

/**
 * Notes that the user of a request that asked for a new proof has given one since. Another user
 * counts as well: the request then goes on with the account that is signed in now.
 */
export async function noteNewProof(
  path: string,
  { actor }: { actor: Actor },
  now = new Date(),
): Promise<void> {
  const [, id] = WAITING.exec(path) ?? []
  const found = id === undefined ? null : await findStored(id, now)
  if (id === undefined || found?.stored.prompt.name !== 'login') return
  if (actor.authTime < fromNumericDate(found.stored.iat)) return
  const login = {
    accountId: actor.userId,
    ts: toNumericDate(actor.authTime),
    amr: [...actor.amr],
    acr: acrOf(actor.amr),
  }
  await transaction({ locks: 'none' }, () => answerWith(id, { login }, now))
}

async function answerWith(id: string, result: Record<string, unknown>, now: Date): Promise<void> {
  const found = await findStored(id, now)
  if (!found) return
  const { row, stored } = found
  const answered = { ...stored, result: { ...stored.result, ...result } }
  await updateArtifactPayload(row.id, JSON.stringify(answered))
}

async function findStored(
  id: string,
  now: Date,
): Promise<{ row: ArtifactRecord; stored: Stored } | null> {
  const row = await findArtifact(artifactId(MODEL, id))
  if (!row || row.expiresAt <= now) return null
  // Safe: the library wrote it, and contract.test.ts compares its members.
  return { row, stored: parseJson(row.payload) as Stored }
}

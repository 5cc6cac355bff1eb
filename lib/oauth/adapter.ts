/**
 * Keeps what oidc-provider stores in our tables. Sessions and liveness are ours: the library's
 * session is computed, and what hangs on a grant is found only while the grant lives.
 *
 * @see docs/decisions/0026-openid-provider.md
 */
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { transaction } from '@/db/connection'
import { findGrantLife, markGrantUsed, type AppGrantRecord } from '@/db/queries/app-grants'
import {
  consumeArtifact,
  deleteArtifact,
  deleteArtifactsOfGrant,
  findArtifact,
  insertArtifact,
  upsertArtifact,
  type ArtifactRecord,
} from '@/db/queries/oauth-artifacts'
import { isAppId, type AppGrantId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { artifactId, hashOf } from './artifact-id'
import { clientMetadata } from './client-metadata'
import { currentOAuthRequest, successorOf } from './browser-session'
import { confirmByUse, isConfirmed } from './confirmation'
import { asksTooOften } from './device-authorization'
import { revokeGrant, saveGrant } from './grants'
import { isGrantLiving } from './living'
import { computedSession, saveParticipants } from './session-model'

type Errors = typeof import('oidc-provider').errors

/** @returns what makes the adapter of each of the library's models. */
export function adapters(errors: Errors): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return new ClientAdapter()
    if (model === 'Session') return new SessionAdapter()
    if (model === 'Grant') return new GrantAdapter()
    return new ArtifactAdapter(model, errors)
  }
}

/** What no model of its kind needs: an adapter must have every method. */
abstract class PartialAdapter implements Adapter {
  async find(_id: string): Promise<AdapterPayload | undefined> {
    return undefined
  }
  async upsert(_id: string, _payload: AdapterPayload, _expiresIn: number): Promise<void> {}
  async destroy(_id: string): Promise<void> {}
  async consume(_id: string): Promise<void> {}
  async findByUserCode(_userCode: string): Promise<AdapterPayload | undefined> {
    return undefined
  }
  async findByUid(_uid: string): Promise<AdapterPayload | undefined> {
    return undefined
  }
  async revokeByGrantId(_grantId: string): Promise<void> {}
}

class ClientAdapter extends PartialAdapter {
  override async find(id: string) {
    return isAppId(id) ? ((await clientMetadata(id)) ?? undefined) : undefined
  }
}

class SessionAdapter extends PartialAdapter {
  override async find(id: string) {
    return computedSession(id)
  }
  override async findByUid(uid: string) {
    return computedSession(uid)
  }
  override async upsert(_id: string, payload: AdapterPayload) {
    await saveParticipants(payload)
  }
}

/** In seconds, so that few requests write. */
const USE_NOTED_EVERY = MINUTE

class GrantAdapter extends PartialAdapter {
  override async find(id: string) {
    const life = await findGrantLife(asGrantId(id))
    const now = new Date()
    if (!life || !isGrantLiving(life, now)) return undefined
    if (now >= addSeconds(life.grant.lastUsedAt, USE_NOTED_EVERY)) {
      await transaction({ locks: 'none' }, () => markGrantUsed(life.grant.id, now))
    }
    return { ...parsed(life.grant.payload), jti: id }
  }
  override async upsert(id: string, payload: AdapterPayload, expiresIn: number) {
    await saveGrant(asGrantId(id), payload, addSeconds(new Date(), expiresIn))
  }
  override async destroy(id: string) {
    await revokeGrant(asGrantId(id))
  }
}

/** Codes and tokens that work once: of two requests at once, one gets them. */
const SINGLE_USE: ReadonlySet<string> = new Set([
  'AuthorizationCode',
  'DeviceCode',
  'PushedAuthorizationRequest',
])
/** Written once; a second one is a repetition. */
const WRITTEN_ONCE: ReadonlySet<string> = new Set(['RefreshToken', 'ReplayDetection'])

class ArtifactAdapter extends PartialAdapter {
  readonly #model: string
  readonly #errors: Errors

  constructor(model: string, errors: Errors) {
    super()
    this.#model = model
    this.#errors = errors
  }

  override async find(id: string) {
    const artifact = await findArtifact(this.#keyOf(id))
    if (artifact?.model !== this.#model) return undefined
    const grant = artifact.grantId === null ? null : await livingGrant(artifact.grantId)
    if (artifact.grantId !== null && grant === null) return undefined
    if (grant && this.#model === 'AccessToken') await confirmByUse(artifact, grant, new Date())
    if (this.#model === 'DeviceCode' && (await asksTooOften(artifact.id))) {
      throw new this.#errors.SlowDown()
    }
    const consumedAt = await this.#shownConsumption(id, artifact, grant)
    return { ...parsed(artifact.payload), jti: id, ...(consumedAt ? { consumed: true } : {}) }
  }

  override async upsert(id: string, payload: AdapterPayload, expiresIn: number) {
    const { userCode } = payload
    const now = new Date()
    const artifact: ArtifactRecord = {
      id: this.#keyOf(id),
      model: this.#model,
      payload: withoutIds(payload),
      userCodeHash: typeof userCode === 'string' ? hashOf(userCode) : null,
      grantId: payload.grantId === undefined ? null : asGrantId(payload.grantId),
      consumedAt: null,
      createdAt: now,
      expiresAt: addSeconds(now, expiresIn),
    }
    await transaction({ locks: 'none' }, async () => {
      if (!WRITTEN_ONCE.has(this.#model)) return upsertArtifact(artifact)
      const isNew = await insertArtifact(artifact)
      if (!isNew && this.#model === 'ReplayDetection') {
        throw new this.#errors.InvalidGrant('it was used before')
      }
    })
  }

  override async consume(id: string) {
    const now = new Date()
    const isFirst = await transaction({ locks: 'none' }, () =>
      consumeArtifact(this.#keyOf(id), now),
    )
    if (!isFirst && SINGLE_USE.has(this.#model))
      throw new this.#errors.InvalidGrant('it was used before')
  }

  override async destroy(id: string) {
    await transaction({ locks: 'none' }, () => deleteArtifact(this.#keyOf(id)))
  }

  override async revokeByGrantId(grantId: string) {
    await transaction({ locks: 'none' }, () => deleteArtifactsOfGrant(asGrantId(grantId)))
  }

  /** The id itself is stored nowhere, so the database alone opens nothing. */
  #keyOf(id: string): string {
    return artifactId(this.#model, id)
  }

  /**
   * A refresh token counts as used only once its successor was used, or what came with that: until
   * then the answer may have been lost, and the same one is given again (docs/sessions.md).
   */
  async #shownConsumption(
    id: string,
    { consumedAt }: ArtifactRecord,
    grant: AppGrantRecord | null,
  ): Promise<Date | null> {
    if (this.#model !== 'RefreshToken' || consumedAt === null) return consumedAt
    const successor = await findArtifact(this.#keyOf(successorOf(id, currentOAuthRequest().key)))
    if (successor && grant && isConfirmed(successor, grant)) return consumedAt
    return successor?.consumedAt ?? null
  }
}

/** The grant that something hangs on; null once it has ended. */
async function livingGrant(id: AppGrantId): Promise<AppGrantRecord | null> {
  const life = await findGrantLife(id)
  return life && isGrantLiving(life, new Date()) ? life.grant : null
}

/** A row holds neither its id nor the code that a user types. */
function withoutIds(payload: AdapterPayload): string {
  return JSON.stringify({ ...payload, jti: undefined, userCode: undefined })
}

/** Rows hold nothing but what `upsert` wrote. */
function parsed(payload: string): AdapterPayload {
  return parseJson(payload) as AdapterPayload
}

function asGrantId(id: string): AppGrantId {
  return id as AppGrantId
}

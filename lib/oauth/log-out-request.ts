/** A request of an application to log out that waits for the user's answer. */
import { transaction } from '@/db/connection'
import { findApp } from '@/db/queries/apps'
import { deleteArtifact, findArtifact, upsertArtifact } from '@/db/queries/oauth-artifacts'
import { newTokenId, type AppId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { artifactId } from './artifact-id'

const MODEL = 'LogOutRequest'
const LIFE = 10 * MINUTE

/** What the application asked for, checked by the library. */
export interface LogOutRequest {
  /** Null when it did not say which it is. */
  readonly appId: AppId | null
  /** Where the browser goes afterwards: an address of the application, or our log-in page. */
  readonly leadsTo: string
  /** The languages that it asks for. */
  readonly uiLocales: string
}

/** @returns the id by which our page finds it */
export async function keepLogOutRequest(request: LogOutRequest): Promise<string> {
  const id = newTokenId()
  const now = new Date()
  await transaction({ locks: 'none' }, () =>
    upsertArtifact({
      id: artifactId(MODEL, id),
      model: MODEL,
      payload: JSON.stringify(request),
      userCodeHash: null,
      grantId: null,
      consumedAt: null,
      createdAt: now,
      expiresAt: addSeconds(now, LIFE),
    }),
  )
  return id
}

/** The request with the name of its application; null when it is unknown or has expired. */
export async function findLogOutRequest(
  id: string,
  now = new Date(),
): Promise<(LogOutRequest & { appName: string | null }) | null> {
  const row = await findArtifact(artifactId(MODEL, id))
  if (!row || row.expiresAt <= now) return null
  // Safe: `keepLogOutRequest` wrote it.
  const request = parseJson(row.payload) as LogOutRequest
  const app = request.appId === null ? null : await findApp(request.appId)
  return { ...request, appName: app?.name ?? null }
}

export async function forgetLogOutRequest(id: string): Promise<void> {
  await transaction({ locks: 'none' }, () => deleteArtifact(artifactId(MODEL, id)))
}

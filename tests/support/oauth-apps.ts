/** Applications and what they hold, for tests. */
import { transaction } from '@/db/connection'
import { insertGrant, type AppGrantRecord } from '@/db/queries/app-grants'
import { extendStatus } from '@/db/queries/app-statuses'
import { findApp, updateApp, type AppChange, type AppRecord } from '@/db/queries/apps'
import { allocateStatusIndex } from '@/db/queries/installation'
import type { SessionRecord } from '@/db/queries/sessions'
import { createApp } from '@/lib/apps/create'
import type { AppInput } from '@/lib/apps/entered'
import { newAppGrantId } from '@/lib/base/ids'
import { addSeconds, DAY, MINUTE } from '@/lib/base/time'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { NOW } from './people'

/** Where browsers come back to; nothing listens there. */
export const CALLBACK = 'http://localhost:9/callback'

/** An application of the house, unless `input` says otherwise. */
export async function givenApp(
  input: Partial<AppInput> = {},
  change: AppChange = {},
): Promise<{ app: AppRecord; secret: string | null }> {
  const created = await createApp(COMMAND_LINE, {
    name: 'Garden',
    kind: 'web',
    firstParty: true,
    redirectUris: [CALLBACK],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    ...input,
  })
  if (!created.ok) throw new Error(created.reason)
  const { id } = created.app
  if (Object.keys(change).length > 0) {
    await transaction({ locks: 'all' }, () => updateApp(id, change))
  }
  return { app: await appRow(id), secret: created.secret }
}

export async function appRow(id: AppRecord['id']): Promise<AppRecord> {
  const app = await findApp(id)
  if (!app) throw new Error(`There is no ${id}`)
  return app
}

/** A grant of this session, of which services hold a token unless `isHeld` is false. */
export async function givenGrant(
  { id: sessionId, userId, version, epoch }: SessionRecord,
  { id: appId, version: appVersion }: AppRecord,
  { offline = false, isHeld = true }: { offline?: boolean; isHeld?: boolean } = {},
): Promise<AppGrantRecord> {
  return transaction({ locks: 'all' }, async () => {
    const grant: AppGrantRecord = {
      id: newAppGrantId(),
      ...{ userId, appId, sessionId, offline, version, epoch, appVersion },
      payload: '{}',
      statusIndex: (await allocateStatusIndex())?.statusIndex ?? null,
      statusUntil: null,
      confirmedAt: null,
      createdAt: NOW,
      lastUsedAt: NOW,
      endedAt: null,
      expiresAt: addSeconds(NOW, DAY),
    }
    await insertGrant(grant)
    if (isHeld) await extendStatus(grant.id, addSeconds(NOW, 10 * MINUTE))
    return grant
  })
}

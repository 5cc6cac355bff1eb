/** Creates applications for tests with the code of the product. */
import { insertGrant, type AppGrantRecord } from '@/db/queries/app-grants'
import { transaction } from '@/db/connection'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { createApp } from '@/lib/apps/create'
import type { AppInput } from '@/lib/apps/entered'
import { newAppGrantId, type AppId } from '@/lib/base/ids'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { at, NOW, type GivenSession } from './people'

/** What an administrator enters about a web application. */
export function enteredApp(change: Partial<AppInput> = {}): AppInput {
  return {
    name: 'Orders',
    kind: 'web',
    firstParty: true,
    redirectUris: ['https://orders.example/callback'],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    ...change,
  }
}

/** An application, and its secret; `''` for one that has none. */
export async function givenApp(
  change: Partial<AppInput> = {},
  now = NOW,
): Promise<{ app: AppRecord; secret: string }> {
  const created = await createApp(COMMAND_LINE, enteredApp(change), undefined, now)
  if (!created.ok) throw new Error(created.reason)
  return { app: created.app, secret: created.secret ?? '' }
}

export async function appRow(id: AppId): Promise<AppRecord> {
  const app = await findApp(id)
  if (!app) throw new Error(`There is no application ${id}`)
  return app
}

/** What the application holds for the user of this session, as the protocol stores it. */
export async function givenAppGrant(
  app: AppRecord,
  { session }: Pick<GivenSession, 'session'>,
): Promise<AppGrantRecord> {
  const grant: AppGrantRecord = {
    id: newAppGrantId(),
    userId: session.userId,
    appId: app.id,
    sessionId: session.id,
    offline: false,
    version: session.version,
    epoch: session.epoch,
    appVersion: app.version,
    payload: '{}',
    statusIndex: null,
    statusUntil: null,
    confirmedAt: null,
    createdAt: NOW,
    lastUsedAt: NOW,
    endedAt: null,
    expiresAt: at(3600),
  }
  await transaction({ locks: 'all' }, () => insertGrant(grant))
  return grant
}

/** Creates applications. */
import { transaction } from '@/db/connection'
import { insertApp, insertAppSecret, type AppRecord } from '@/db/queries/apps'
import { newAppId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { isConfidential } from '@/lib/oauth/client-metadata'
import { keepLines } from '@/lib/keys/lines'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { columnsOf, refusalOf, unknownName, type AppInput, type AppRefusal } from './entered'
import { hashOfSecret, newSecret } from './secrets'

type CreatedApp =
  | {
      ok: true
      app: AppRecord
      /** Shown once; null for one that keeps none, or has keys instead. */
      secret: string | null
    }
  | ({ ok: false } & AppRefusal)

/**
 * Creates an application.
 *
 * @throws NotAllowed, Unavailable
 */
export async function createApp(
  actor: Operator,
  input: AppInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<CreatedApp> {
  assertMay(actor, 'apps:write')
  const refusal = refusalOf(input)
  if (refusal) return { ok: false, ...refusal }
  const columns = columnsOf(input)
  const secret = isConfidential(input.kind) && columns.jwks === null ? newSecret() : null
  const created = await transaction({ locks: ['roles'] }, async (): Promise<CreatedApp> => {
    await confirmOperator(actor, 'apps:write')
    const unknown = await unknownName(input)
    if (unknown) return { ok: false, ...unknown }
    const created: AppRecord = {
      id: newAppId(),
      ...columns,
      kind: input.kind,
      version: 0,
      endedAt: null,
      statusIndex: null,
      disabledAt: null,
      createdAt: now,
      createdBy: actor.userId,
    }
    await insertApp(created)
    if (secret !== null) {
      const hash = hashOfSecret(secret)
      await insertAppSecret({ hash, appId: created.id, createdAt: now, expiresAt: null })
    }
    const details = { app: created.id, kind: created.kind, firstParty: created.firstParty }
    await recordEvent({ type: 'app_created', ...byOperator(actor, from), details }, now)
    return { ok: true, app: created, secret }
  })
  if (columns.idTokenAlg !== null) await keepLines(now)
  return created
}

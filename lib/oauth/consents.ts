/** What users allow applications, remembered so that they are asked once. */
import { findConsent, upsertConsent } from '@/db/queries/app-grants'
import type { AppRecord } from '@/db/queries/apps'
import { newTokenId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import type { Actor } from '@/lib/sessions/authenticate'
import { textList } from './text-list'
import type { Scope } from './scopes'
import { consentsTo, type AskedService } from './services'

interface Asked {
  readonly app: AppRecord
  readonly scopes: readonly Scope[]
  readonly services: readonly AskedService[]
}

/** Adds what the user allowed to what they allowed before. Call inside a transaction. */
export async function rememberConsent(
  actor: Actor,
  { app, scopes, services }: Asked,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  const before = await findConsent(actor.userId, app.id)
  const asked = [...scopes, ...consentsTo(services)]
  const allowed = new Set([...(before ? textList(before.scopes) : []), ...asked])
  await upsertConsent({
    id: before?.id ?? newTokenId(),
    userId: actor.userId,
    appId: app.id,
    scopes: JSON.stringify([...allowed]),
    grantedAt: now,
  })
  const details = { app: app.id, scopes: asked.join(' ') }
  const by = { ...byOwner(actor.userId), sessionId: actor.sessionId, from }
  await recordEvent({ type: 'app_allowed', ...by, details }, now)
}

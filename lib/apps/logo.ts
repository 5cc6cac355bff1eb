/** Pictures by which users recognise applications. */
import { listAppLogos, updateAppLogo } from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import { checkLogo, readLogo, type LogoFile } from '@/lib/brand/logo'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { actOnApp, type NoApp } from './act-on'

/** Smaller than the product's own: each page holds it, and the database. */
const MAX_BYTES = 32 * 1024

/**
 * The picture at `path` as a data URL. In an `img` element, a browser runs nothing of an SVG.
 *
 * @throws Error that says what to change about the file
 */
export function readAppLogo(path: string): string {
  return dataUrlOf(readLogo(path, MAX_BYTES))
}

/** The same of a file that was sent; null if it is too large, or no picture that can be used. */
export function appLogoFrom(bytes: Buffer): string | null {
  if (bytes.length > MAX_BYTES) return null
  try {
    return dataUrlOf(checkLogo(bytes))
  } catch {
    return null
  }
}

function dataUrlOf({ type, bytes }: LogoFile): string {
  return `data:${type};base64,${bytes.toString('base64')}`
}

export type SetLogo = { ok: true } | { ok: false; reason: 'already' } | NoApp

/** @param logo from `readAppLogo`; null removes it @throws NotAllowed */
export async function setAppLogo(
  actor: Operator,
  { appId, logo }: { appId: AppId; logo: string | null },
  from?: SeenFrom,
  now = new Date(),
): Promise<SetLogo> {
  return actOnApp<SetLogo>(actor, appId, async () => {
    if (!(await updateAppLogo(appId, logo))) return { ok: false, reason: 'already' }
    const details = { app: appId, changed: 'logo' }
    await recordEvent({ type: 'app_changed', ...byOperator(actor, from), details }, now)
    return { ok: true }
  })
}

/** The logos of those of these applications that have one. @throws Unavailable */
export async function logosOf(ids: readonly AppId[]): Promise<ReadonlyMap<AppId, string>> {
  return new Map((await listAppLogos(ids)).map(({ id, logo }) => [id, logo]))
}

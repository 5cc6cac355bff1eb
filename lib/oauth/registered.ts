/** Whether an application registered an address. */
import { findApp } from '@/db/queries/apps'
import { isAppId } from '@/lib/base/ids'
import { textList } from './text-list'

/** Exact, but for the port of a loopback address of a native application (RFC 8252 §7.3). */
export async function isRegistered(appId: string, address: string): Promise<boolean> {
  const app = isAppId(appId) ? await findApp(appId) : null
  if (!app || app.disabledAt !== null) return false
  const registered = textList(app.redirectUris)
  if (registered.includes(address)) return true
  const portless = app.kind === 'native' ? withoutLoopbackPort(address) : null
  return portless !== null && registered.some((one) => withoutLoopbackPort(one) === portless)
}

function withoutLoopbackPort(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' || !/^(127\.0\.0\.1|\[::1\]|localhost)$/.test(url.hostname))
    return null
  url.port = ''
  return url.href
}

/** Where a visitor without a valid access token is sent. */
import { LOG_IN, REFRESH, withNext } from './routes'
import { readHeader } from '@/lib/tokens/compact'
import { REFRESH_TOKEN_TYPE } from '@/lib/tokens/refresh'

export interface Brought {
  readonly refreshToken: string | null
  /** The `Sec-Fetch-Site` header. */
  readonly secFetchSite: string | null
}

/**
 * The refresh page if there may be a session to continue, otherwise the log-in page.
 *
 * Browsers leave a `SameSite=Strict` cookie out of the first request from another site, so such a
 * visitor may be signed in: the refresh page asks again from our own site.
 */
export function entryPath(next: string, { refreshToken, secFetchSite }: Brought): string {
  const mayRefresh =
    refreshToken === null
      ? secFetchSite === 'cross-site'
      : readHeader(refreshToken)?.typ === REFRESH_TOKEN_TYPE
  return withNext(mayRefresh ? REFRESH : LOG_IN, next)
}

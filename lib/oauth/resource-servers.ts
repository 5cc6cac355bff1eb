/** Which services an application gets tokens for. @see RFC 8707 */
import type { Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { env } from '@/lib/base/env'
import { isAppId } from '@/lib/base/ids'
import { allowedScopes } from './allowed-scopes'
import { textList } from './text-list'
import { indicatorOf, SERVICE_SCOPES, serviceNamed } from './services'

type Errors = typeof import('oidc-provider').errors
type Indicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>

export function resourceIndicators({ InvalidTarget }: Errors): Indicators {
  return {
    enabled: true,
    getResourceServerInfo: async (_, indicator, { clientId }): Promise<ResourceServer> => {
      const app = isAppId(clientId) ? await findApp(clientId) : null
      const service = app && serviceNamed(indicator, servicesOf(app))
      if (!service) throw new InvalidTarget()
      const allowed = allowedScopes(app)
      return {
        audience: service,
        scope: [...SERVICE_SCOPES.keys()].filter((scope) => allowed.has(scope)).join(' '),
        accessTokenFormat: 'jwt',
      }
    },
    defaultResource: async (ctx, { clientId }, oneOf) => {
      if (oneOf) return oneOf
      if (!isForItself(ctx)) return undefined
      const app = isAppId(clientId) ? await findApp(clientId) : null
      const [service, ...others] = app ? servicesOf(app) : []
      // A token that is for no service would open nothing.
      if (service === undefined || others.length > 0) throw new InvalidTarget()
      return indicatorOf(service)
    },
  }
}

/** The services that the application may call and that are still in `API_AUDIENCES`. */
export function servicesOf({ resources }: AppRecord): string[] {
  const allowed = new Set(textList(resources))
  return env().apiAudiences.filter((service) => allowed.has(service))
}

function isForItself({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.params?.grant_type === 'client_credentials'
}

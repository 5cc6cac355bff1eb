/** Services that applications get tokens for (RFC 8707), and what those tokens allow there. Pure. */
import { ALL_PERMISSIONS, isPermission, type Permission } from '@/lib/permissions/permissions'

/** Begins the indicator of a service whose name is no URI. */
const URN = 'urn:gatehouse:service:'

/**
 * How applications name the service in the parameter `resource`, which must be a URI: by its name
 * in `API_AUDIENCES` if that is one, else `urn:gatehouse:service:<name>`.
 */
export function indicatorOf(service: string): string {
  return URL.canParse(service) ? service : URN + service
}

/** The service of these that the indicator names; null if it names none. */
export function serviceNamed(indicator: string, services: readonly string[]): string | null {
  return services.find((service) => indicatorOf(service) === indicator) ?? null
}

/**
 * The permission behind each scope that a token for a service may have. A scope has the name of its
 * permission; the token has it only if its user has the permission too.
 */
export const SERVICE_SCOPES: ReadonlyMap<string, Permission> = new Map(
  ALL_PERMISSIONS.map((permission) => [permission, permission]),
)

/** What an application asks for at one service. */
export interface AskedService {
  readonly name: string
  readonly permissions: readonly Permission[]
}

/** The services that a request names, out of those that the application may call and the scopes that it may ask for. */
export function askedServices(
  { resource = [], scope = '' }: { resource?: string | readonly string[]; scope?: string },
  services: readonly string[],
  allowed: ReadonlySet<string>,
): AskedService[] {
  const permissions = scope
    .split(' ')
    .filter((one) => allowed.has(one))
    .filter(isPermission)
  return [resource].flat().flatMap((indicator) => {
    const name = serviceNamed(indicator, services)
    return name === null ? [] : [{ name, permissions }]
  })
}

/** How a consent names a service, or a scope there. No scope of ours and no service has an `@`. */
export function consentAt(service: string, scope = ''): string {
  return `${scope}@${service}`
}

/** All that a user allows with these services. */
export function consentsTo(services: readonly AskedService[]): string[] {
  return services.flatMap(({ name, permissions }) => [
    consentAt(name),
    ...permissions.map((permission) => consentAt(name, permission)),
  ])
}

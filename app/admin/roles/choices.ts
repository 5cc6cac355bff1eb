import { ALL_PERMISSIONS, type Permission } from '@/lib/permissions/permissions'
import type { Words } from '@/lib/words/catalogues'

type Kind = Permission extends `${infer Before}:${string}` ? Before : never

/** The page where each kind of permission applies, in the order of the navigation. */
const PAGES: Record<Kind, keyof Words['permissions']['pages']> = {
  statistics: 'overview',
  users: 'users',
  sessions: 'users',
  roles: 'roles',
  incidents: 'incidents',
  audit: 'audit',
  mail: 'mail',
  keys: 'keys',
  apps: 'apps',
}

export interface Group {
  page: string
  permissions: { id: Permission; name: string }[]
}

/** The permissions that an actor with `permissions` may put into a role. */
export function grantablePermissions(
  { permissions }: { permissions: ReadonlySet<Permission> },
  words: Words['permissions'],
): Group[] {
  return grouped(
    ALL_PERMISSIONS.filter((permission) => permissions.has(permission)),
    words,
  )
}

/** Permissions grouped by page. */
export function grouped(permissions: readonly Permission[], words: Words['permissions']): Group[] {
  return [...new Set(Object.values(PAGES))]
    .map((page) => ({
      page: words.pages[page],
      permissions: ALL_PERMISSIONS.filter(
        (id) => permissions.includes(id) && pageOf(id) === page,
      ).map((id) => ({ id, name: words.names[id] })),
    }))
    .filter((group) => group.permissions.length > 0)
}

function pageOf(permission: Permission) {
  // Safe because every permission begins with its kind.
  return PAGES[permission.split(':')[0] as Kind]
}

import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '@/lib/permissions/permissions'

type Kind = Permission extends `${infer Before}:${string}` ? Before : never

/** The page where each kind of permission applies, named as in the navigation. */
const PAGES: Record<Kind, string> = {
  statistics: 'Overview',
  users: 'Users',
  sessions: 'Users',
  roles: 'Roles',
  incidents: 'Incidents',
  audit: 'Audit',
  keys: 'Keys',
}

export interface Group {
  page: string
  permissions: { id: Permission; words: string }[]
}

/** The permissions that an actor with `permissions` may put into a role. */
export function grantablePermissions({
  permissions,
}: {
  permissions: ReadonlySet<Permission>
}): Group[] {
  return grouped(ALL_PERMISSIONS.filter((permission) => permissions.has(permission)))
}

/** Permissions grouped by page. */
export function grouped(permissions: readonly Permission[]): Group[] {
  return [...new Set(Object.values(PAGES))]
    .map((page) => ({
      page,
      permissions: ALL_PERMISSIONS.filter(
        (id) => permissions.includes(id) && pageOf(id) === page,
      ).map((id) => ({ id, words: PERMISSIONS[id] })),
    }))
    .filter((group) => group.permissions.length > 0)
}

function pageOf(permission: Permission): string {
  // Safe because every permission begins with its kind.
  return PAGES[permission.split(':')[0] as Kind]
}

import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '@/lib/permissions/permissions'

type Kind = Permission extends `${infer Before}:${string}` ? Before : never

/** The page on which each kind of permission does something, as the navigation calls it. */
export const PAGES: Record<Kind, string> = {
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

/** What somebody with these permissions may put into a role. */
export function choicesOf({ permissions }: { permissions: ReadonlySet<Permission> }): Group[] {
  return grouped(ALL_PERMISSIONS.filter((permission) => permissions.has(permission)))
}

/** Permissions as the pages are grouped. */
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

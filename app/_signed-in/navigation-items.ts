import type { Permission } from '@/lib/permissions/permissions'
import {
  ADMIN,
  ADMIN_AUDIT,
  ADMIN_INCIDENTS,
  ADMIN_KEYS,
  ADMIN_ROLES,
  ADMIN_USERS,
  DASHBOARD,
  SECURITY,
  SESSIONS,
} from '@/lib/base/routes'

/** A page in the navigation. */
export interface NavigationItem {
  href: string
  label: string
}

export const OWN_PAGES: readonly NavigationItem[] = [
  { href: DASHBOARD, label: 'Overview' },
  { href: SESSIONS, label: 'Sessions' },
  { href: SECURITY, label: 'Security' },
]

const ADMIN_PAGES: readonly (NavigationItem & { needs: Permission })[] = [
  { href: ADMIN, label: 'Overview', needs: 'statistics:read' },
  { href: ADMIN_USERS, label: 'Users', needs: 'users:read' },
  { href: ADMIN_ROLES, label: 'Roles', needs: 'roles:read' },
  { href: ADMIN_INCIDENTS, label: 'Incidents', needs: 'incidents:read' },
  { href: ADMIN_AUDIT, label: 'Audit', needs: 'audit:read' },
  { href: ADMIN_KEYS, label: 'Keys', needs: 'keys:read' },
]

/** The administration pages that these permissions open. */
export function adminPages({
  permissions,
}: {
  permissions: ReadonlySet<Permission>
}): NavigationItem[] {
  return ADMIN_PAGES.filter(({ needs }) => permissions.has(needs)).map(({ href, label }) => ({
    href,
    label,
  }))
}

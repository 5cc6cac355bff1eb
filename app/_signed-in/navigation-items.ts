import { PARTS } from '@/lib/base/parts'
import {
  ACTIVITY,
  ADMIN,
  ADMIN_APPS,
  ADMIN_AUDIT,
  ADMIN_INCIDENTS,
  ADMIN_KEYS,
  ADMIN_MAIL,
  ADMIN_ROLES,
  ADMIN_USERS,
  APPS,
  DASHBOARD,
  PROFILE,
  SECURITY,
  SESSIONS,
} from '@/lib/base/routes'
import type { Permission } from '@/lib/permissions/permissions'
import type { Words } from '@/lib/words/catalogues'

/** A page in the navigation, which its reader sees in their language. */
export interface NavigationItem {
  href: string
  page: keyof Words['frame']['pages']
}

/** @param hasApps whether there is any application; otherwise that page says nothing */
export function ownPages(hasApps: boolean): NavigationItem[] {
  return [
    { href: DASHBOARD, page: 'overview' },
    { href: SESSIONS, page: 'sessions' },
    ...(hasApps ? [{ href: APPS, page: 'apps' } as const] : []),
    { href: SECURITY, page: 'security' },
    { href: ACTIVITY, page: 'activity' },
    { href: PROFILE, page: 'profile' },
  ]
}

const ADMIN_PAGES: readonly (NavigationItem & { needs: Permission })[] = [
  { href: ADMIN, page: 'overview', needs: 'statistics:read' },
  { href: ADMIN_USERS, page: 'users', needs: 'users:read' },
  { href: ADMIN_ROLES, page: 'roles', needs: 'roles:read' },
  { href: ADMIN_INCIDENTS, page: 'incidents', needs: 'incidents:read' },
  { href: ADMIN_AUDIT, page: 'audit', needs: 'audit:read' },
  { href: ADMIN_MAIL, page: 'mail', needs: 'mail:read' },
  { href: ADMIN_KEYS, page: 'keys', needs: 'keys:read' },
  { href: ADMIN_APPS, page: 'applications', needs: 'apps:read' },
]

/** The administration pages that these permissions open. */
export function adminPages(
  { permissions }: { permissions: ReadonlySet<Permission> },
  isThere = PARTS.adminArea,
): NavigationItem[] {
  if (!isThere) return []
  return ADMIN_PAGES.filter(({ needs }) => permissions.has(needs)).map(({ href, page }) => ({
    href,
    page,
  }))
}

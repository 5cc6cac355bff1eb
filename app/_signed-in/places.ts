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

/** A page as the navigation names it. */
export interface Place {
  href: string
  label: string
}

export const OWN_PLACES: readonly Place[] = [
  { href: DASHBOARD, label: 'Overview' },
  { href: SESSIONS, label: 'Sessions' },
  { href: SECURITY, label: 'Security' },
]

const ADMIN_PLACES: readonly (Place & { takes: Permission })[] = [
  { href: ADMIN, label: 'Overview', takes: 'statistics:read' },
  { href: ADMIN_USERS, label: 'Users', takes: 'users:read' },
  { href: ADMIN_ROLES, label: 'Roles', takes: 'roles:read' },
  { href: ADMIN_INCIDENTS, label: 'Incidents', takes: 'incidents:read' },
  { href: ADMIN_AUDIT, label: 'Audit', takes: 'audit:read' },
  { href: ADMIN_KEYS, label: 'Keys', takes: 'keys:read' },
]

/** The administrator's pages that somebody with these permissions may see. */
export function adminPlaces({ permissions }: { permissions: ReadonlySet<Permission> }): Place[] {
  return ADMIN_PLACES.filter(({ takes }) => permissions.has(takes)).map(({ href, label }) => ({
    href,
    label,
  }))
}

import type { Permission } from '@/lib/permissions/permissions'
import { ADMIN, DASHBOARD, SECURITY } from '@/lib/routes'

/** A page as the navigation names it. */
export interface Place {
  href: string
  label: string
}

export const OWN_PLACES: readonly Place[] = [
  { href: DASHBOARD, label: 'Overview' },
  { href: '/dashboard/sessions', label: 'Sessions' },
  { href: SECURITY, label: 'Security' },
]

const ADMIN_PLACES: readonly (Place & { takes: Permission })[] = [
  { href: ADMIN, label: 'Overview', takes: 'statistics:read' },
  { href: '/admin/users', label: 'Users', takes: 'users:read' },
  { href: '/admin/roles', label: 'Roles', takes: 'roles:read' },
  { href: '/admin/incidents', label: 'Incidents', takes: 'incidents:read' },
  { href: '/admin/audit', label: 'Audit', takes: 'audit:read' },
  { href: '/admin/keys', label: 'Keys', takes: 'keys:read' },
]

/** The administrator's pages that somebody with these permissions may see. */
export function adminPlaces({ permissions }: { permissions: ReadonlySet<Permission> }): Place[] {
  return ADMIN_PLACES.filter(({ takes }) => permissions.has(takes)).map(({ href, label }) => ({
    href,
    label,
  }))
}

import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '@/lib/permissions/permissions'

/** What somebody with these permissions may put into a role. */
export function choicesOf({ permissions }: { permissions: ReadonlySet<Permission> }) {
  return ALL_PERMISSIONS.filter((permission) => permissions.has(permission)).map((permission) => ({
    permission,
    words: PERMISSIONS[permission],
  }))
}

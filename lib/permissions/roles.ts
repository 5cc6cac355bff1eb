/** The roles that come with the product: who may do what. */
import { ALL_PERMISSIONS, type Permission } from './permissions'

export interface Role {
  readonly description: string
  readonly permissions: readonly Permission[]
}

/** A user holds none, one or several of them; what they allow adds up. */
export const ROLES = {
  administrator: {
    description: 'May do everything',
    permissions: ALL_PERMISSIONS,
  },
  support: {
    description: 'Helps people back into their accounts',
    permissions: [
      'statistics:read',
      'users:read',
      'users:reset-password',
      'sessions:read',
      'sessions:end',
      'incidents:read',
    ],
  },
  auditor: {
    description: 'Sees everything, changes nothing',
    permissions: [
      'statistics:read',
      'users:read',
      'roles:read',
      'sessions:read',
      'incidents:read',
      'audit:read',
      'keys:read',
    ],
  },
} as const satisfies Record<string, Role>

export type RoleName = keyof typeof ROLES

/** At least one enabled user holds it, from the first administrator on. */
export const ADMINISTRATOR: RoleName = 'administrator'

export function isRoleName(value: string): value is RoleName {
  return Object.hasOwn(ROLES, value)
}

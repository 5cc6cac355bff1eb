/** All operations with their permissions: a second list to compare with what the code requires. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Permission } from '@/lib/permissions/permissions'

/** Pages and handlers by path; parameters stay in brackets. */
export const PLACES: Readonly<Record<string, Permission>> = {
  '/admin': 'statistics:read',
  '/admin/users': 'users:read',
  '/admin/users/new': 'users:create',
  '/admin/users/[id]': 'users:read',
  '/admin/roles': 'roles:read',
  '/admin/roles/new': 'roles:write',
  '/admin/roles/[name]': 'roles:write',
  '/admin/incidents': 'incidents:read',
  '/admin/audit': 'audit:read',
  '/admin/audit/export': 'audit:read',
  '/admin/mail': 'mail:read',
  '/admin/keys': 'keys:read',
  '/admin/applications': 'apps:read',
  '/admin/applications/new': 'apps:write',
  '/admin/applications/[id]': 'apps:read',
}

/** Server actions by name. */
export const ACTIONS: Readonly<Record<string, Permission>> = {
  createUserAction: 'users:create',
  disableUserAction: 'users:disable',
  enableUserAction: 'users:disable',
  deleteUserAction: 'users:delete',
  createResetLinkAction: 'users:reset-password',
  resetFactorsAction: 'users:reset-factors',
  keepFactorsAction: 'users:reset-factors',
  endSessionForAction: 'sessions:end',
  endSessionsForAction: 'sessions:end',
  removeAccessOfAction: 'sessions:end',
  grantRoleAction: 'roles:grant',
  revokeRoleAction: 'roles:grant',
  createRoleAction: 'roles:write',
  changeRoleAction: 'roles:write',
  deleteRoleAction: 'roles:write',
  sendAgainAction: 'mail:resend',
  rotateKeysAction: 'keys:rotate',
  burnKeyAction: 'keys:burn',
  createAppAction: 'apps:write',
  changeAppAction: 'apps:write',
  setAppLogoAction: 'apps:write',
  rotateSecretAction: 'apps:write',
  disableAppAction: 'apps:write',
  enableAppAction: 'apps:write',
  deleteAppAction: 'apps:write',
}

export interface BuiltAction {
  id: string
  name: string
  /** The path of a page with this action. */
  page: string
}

interface Manifest {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>
}

/** The server actions of a build below `folder`: a client that knows an id can call its action. */
export function builtActions(project: string, folder = 'app/admin/'): BuiltAction[] {
  const file = join(project, '.next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  return Object.entries(node)
    .filter(([, { filename }]) => filename.startsWith(folder))
    .map(([id, { exportedName: name, workers }]) => ({
      id,
      name,
      page: (Object.keys(workers)[0] ?? '').replace(/^app|\/page$/g, ''),
    }))
}

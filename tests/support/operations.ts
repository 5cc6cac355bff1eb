/** Everything that takes a permission, and which: a second account of what each door asks for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Permission } from '@/lib/permissions/permissions'
import { sourcesIn } from './sources'

/** Pages and handlers by address; a parameter in brackets stands for itself. */
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
  '/admin/keys': 'keys:read',
}

/** Server actions by name. */
export const ACTIONS: Readonly<Record<string, Permission>> = {
  createUserAction: 'users:create',
  disableUserAction: 'users:disable',
  enableUserAction: 'users:disable',
  deleteUserAction: 'users:delete',
  createResetLinkAction: 'users:reset-password',
  endSessionForAction: 'sessions:end',
  endSessionsForAction: 'sessions:end',
  grantRoleAction: 'roles:grant',
  revokeRoleAction: 'roles:grant',
  createRoleAction: 'roles:write',
  changeRoleAction: 'roles:write',
  deleteRoleAction: 'roles:write',
  rotateKeysAction: 'keys:rotate',
  burnKeyAction: 'keys:burn',
}

export interface BuiltAction {
  id: string
  name: string
  /** The address of a page that holds it. */
  page: string
  /** How many arguments it takes: a form alone, or what it answered before as well. */
  takes: number
}

interface Manifest {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>
}

/** The administrator's server actions in a build: all of them may be called by whoever knows the id. */
export function builtActions(project: string): BuiltAction[] {
  const file = join(project, '.next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  return Object.entries(node)
    .filter(([, { filename }]) => filename.startsWith('app/admin/'))
    .map(([id, { filename, exportedName: name, workers }]) => ({
      id,
      name,
      page: (Object.keys(workers)[0] ?? '').replace(/^app|\/page$/g, ''),
      takes: argumentsOf(filename, name),
    }))
}

function argumentsOf(filename: string, name: string): number {
  const source = sourcesIn('app', /actions\.ts$/).find(({ path }) => path === filename)
  const [, list = ''] = new RegExp(`function ${name}\\(([^)]*)\\)`).exec(source?.text ?? '') ?? []
  return list.split(',').filter((one) => one.trim() !== '').length
}

import { MAX_HOLDERS, type CustomRole, type RoleInput } from '@/lib/permissions/custom-roles'
import { ALL_PERMISSIONS, type Permission } from '@/lib/permissions/permissions'
import type { Asked } from '../_ui/asked'
import { inWords } from '../users/grant-question'

/** Asks before a change affects those who hold a role; null if it affects nobody. */
export function roleChangeQuestion(role: CustomRole, input: RoleInput): Asked | null {
  const wanted = ALL_PERMISSIONS.filter((one) => input.permissions.includes(one))
  const added = wanted.filter((one) => !role.permissions.includes(one))
  const taken = role.permissions.filter((one) => !wanted.includes(one))
  if (role.holders === 0 || added.length + taken.length === 0) return null
  return {
    title: `Change the role ${role.name} for ${people(role.holders)}?`,
    text: [...sentence('They may as well', added), ...sentence('They may no longer', taken)].join(
      ' ',
    ),
    yes: `Change the role ${role.name}`,
    sure: [role.holders, ...added, '-', ...taken].join(' '),
  }
}

function people(holders: number): string {
  if (holders >= MAX_HOLDERS) return `${MAX_HOLDERS} people or more who hold it`
  return holders === 1 ? 'the one person who holds it' : `the ${holders} people who hold it`
}

function sentence(begin: string, permissions: readonly Permission[]): string[] {
  return permissions.length > 0 ? [`${begin}: ${inWords(permissions)}.`] : []
}

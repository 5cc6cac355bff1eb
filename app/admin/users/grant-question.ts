import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '@/lib/permissions/permissions'
import { isolated } from '@/app/_ui/isolated'
import type { Asked } from '../_ui/asked'

/** Asks before a user gets a role, and says what it allows. */
export function grantQuestion(
  user: string,
  role: string,
  permissions: readonly Permission[],
): Asked {
  const isEverything = ALL_PERMISSIONS.every((one) => permissions.includes(one))
  return {
    title: `Give ${isolated(user)} the role ${role}?`,
    text: isEverything
      ? 'They may do everything here from then on: see and delete every account, give roles and burn keys.'
      : allowedBy(permissions),
    yes: `Give the role ${role}`,
    // If the role changes meanwhile, the question is asked again.
    sure: [user, role, ...permissions].join(' '),
  }
}

function allowedBy(permissions: readonly Permission[]): string {
  if (permissions.length === 0)
    return 'It allows nothing yet; what is added to it counts for them too.'
  return `It allows from then on: ${inWords(permissions)}.`
}

/** `see users; end the sessions of users` */
export function inWords(permissions: readonly Permission[]): string {
  return permissions.map((one) => lowered(PERMISSIONS[one])).join('; ')
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

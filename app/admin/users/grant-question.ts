import { ALL_PERMISSIONS, type Permission } from '@/lib/permissions/permissions'
import { isolated } from '@/lib/words/isolated'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import type { Asked } from '../_ui/asked'

interface Grant {
  user: string
  role: string
  /** What the role allows. */
  permissions: readonly Permission[]
}

/** Asks before a user gets a role, and says what it allows. */
export function grantQuestion({ user, role, permissions }: Grant, words: Words): Asked {
  const { grant } = words.users
  return {
    title: fill(grant.question, { user: isolated(user), role }),
    parts: [allowedBy(permissions, words)],
    yes: fill(grant.yes, { role }),
    // If the role changes meanwhile, the question is asked again.
    sure: [user, role, ...permissions].join(' '),
  }
}

function allowedBy(permissions: readonly Permission[], words: Words): Asked['parts'][number] {
  const { grant } = words.users
  if (permissions.length === 0) return { text: grant.nothing }
  if (ALL_PERMISSIONS.every((one) => permissions.includes(one))) return { text: grant.everything }
  return { text: grant.allows, items: permissions.map((one) => words.permissions.names[one]) }
}

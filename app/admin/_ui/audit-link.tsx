import { Link } from '@/app/_ui/link'
import type { Permission } from '@/lib/permissions/permissions'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import { EVENT_GROUPS, type EventGroup } from './event-words'
import { addressOf } from '@/app/_signed-in/pager'
import { TEXT_LINK } from './text-link'

interface Props {
  group: EventGroup
  permissions: ReadonlySet<Permission>
  children: string
}

/** A link to the events of a group, for users who may read the audit log. */
export function AuditLink({ group, permissions, children }: Props) {
  if (!permissions.has('audit:read')) return null
  const type = EVENT_GROUPS[group].join()
  return (
    <Link href={addressOf(ADMIN_AUDIT, { type })} className={TEXT_LINK}>
      {children}
    </Link>
  )
}

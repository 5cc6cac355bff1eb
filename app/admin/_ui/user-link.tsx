import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { ADMIN_USERS } from '@/lib/base/routes'
import { TEXT_LINK } from './text-link'

const PROGRAMS: Record<string, string> = {
  'command-line': 'the command line',
  system: 'Gatehouse itself',
}

export interface EventUser {
  /** A user's id; for an actor also `command-line` or `system`. */
  id: string
  /** Null for a deleted user, and for a program. */
  email: string | null
}

/** A user of an event by email address, as a link for those who may open the user's page. */
export function UserLink({ whom: { id, email }, mayOpen }: { whom: EventUser; mayOpen: boolean }) {
  if (PROGRAMS[id]) return PROGRAMS[id]
  if (email === null) {
    return (
      <>
        <code className="font-mono text-xs wrap-anywhere">{id}</code> (deleted)
      </>
    )
  }
  if (!mayOpen) return <Name>{email}</Name>
  return (
    <Link href={`${ADMIN_USERS}/${id}`} className={TEXT_LINK}>
      <Name>{email}</Name>
    </Link>
  )
}

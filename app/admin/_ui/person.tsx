import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { ADMIN_USERS } from '@/lib/base/routes'
import { TEXT_LINK } from './text-link'

const PROGRAMS: Record<string, string> = {
  'command-line': 'the command line',
  system: 'Gatehouse itself',
}

export interface Whom {
  /** A user's id, or for who acts `command-line` or `system`. */
  id: string
  /** Null for a user who was deleted, and for a program. */
  email: string | null
}

/** The person an event tells of, by address, with the way to them for those who may go there. */
export function Person({ whom: { id, email }, mayOpen }: { whom: Whom; mayOpen: boolean }) {
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

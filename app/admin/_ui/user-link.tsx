import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { brand } from '@/lib/brand/brand'
import { ADMIN_USERS } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import { fill } from '@/lib/words/text'
import { TEXT_LINK } from './text-link'

export interface EventUser {
  /** A user's id; for an actor also `command-line` or `system`. */
  id: string
  /** Null for a deleted user, and for a program. */
  email: string | null
}

interface Props {
  whom: EventUser
  mayOpen: boolean
}

/** A user of an event by email address, as a link for those who may open the user's page. */
export async function UserLink({ whom: { id, email }, mayOpen }: Props) {
  const { actors } = (await language()).words.administration
  if (id === 'command-line') return actors.commandLine
  if (id === 'system') return fill(actors.system, { app: brand().name })
  if (email === null) {
    const code = <code className="font-mono text-xs wrap-anywhere">{id}</code>
    return <Sentence text={actors.deleted} parts={{ id: code }} />
  }
  if (!mayOpen) return <Name>{email}</Name>
  return (
    <Link href={`${ADMIN_USERS}/${id}`} className={TEXT_LINK}>
      <Name>{email}</Name>
    </Link>
  )
}

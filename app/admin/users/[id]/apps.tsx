import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Card } from '@/app/_ui/card'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { listAccessOf, type AppAccess } from '@/lib/apps/access'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { removeAccessOfAction } from './actions'

interface Props {
  user: UserProfile
  actor: Actor
}

/** The applications that may use a user's account; nothing where there are none. */
export async function Apps({ user, actor }: Props) {
  const access = await withOutage(() => listAccessOf(actor, user.id))
  if (access.length === 0) return null
  const reader = await language()
  const { title, some } = reader.words.apps.ofUser
  const mayEnd = user.within && actor.permissions.has('sessions:end')
  return (
    <Card title={title} lead={some}>
      <ul className="divide-y divide-line border-t border-line">
        {access.map((one) => (
          <App key={one.id} access={one} {...{ user, mayEnd, reader }} />
        ))}
      </ul>
    </Card>
  )
}

interface AppProps {
  user: UserProfile
  access: AppAccess
  mayEnd: boolean
  reader: Language
}

function App({ user, access, mayEnd, reader }: AppProps) {
  const { apps: words } = reader.words
  const { id, name, since, lastUsedAt } = access
  const app = isolated(name)
  const began = <When at={since} reader={reader} as="exact" />
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <span className="min-w-0">
        <Name className="block font-medium">{name}</Name>
        <span className="block text-sm text-soft">
          {lastUsedAt ? (
            <Sentence
              text={words.lastUsed}
              parts={{ time: <When at={lastUsedAt} reader={reader} /> }}
            />
          ) : (
            words.neverUsed
          )}
          {' · '}
          <Sentence text={words.since} parts={{ time: began }} />
        </span>
      </span>
      {mayEnd && (
        <ConfirmedAct
          id={`remove-${id}`}
          label={words.remove.label}
          look="secondary"
          name={fill(words.remove.name, { app })}
          title={fill(words.remove.question, { app })}
          text={fill(words.ofUser.details, { app, user: isolated(user.email) })}
          yes={words.remove.yes}
          action={removeAccessOfAction}
          fields={{ user: user.id, app: id }}
        />
      )}
    </li>
  )
}

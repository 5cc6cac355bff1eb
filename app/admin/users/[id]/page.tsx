import { Aside, Fact, RelativeAndExact } from '@/app/_signed-in/fact'
import { NotFoundHere } from '@/app/_signed-in/not-found-here'
import { Link } from '@/app/_ui/link'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { displayNameOf } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import { Sentence } from '@/app/_ui/sentence'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { recentEventsOf, type UserEvent } from '@/lib/events/of-user'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { currentFlash } from '@/lib/request/flash'
import { ADMIN_AUDIT, ADMIN_INCIDENTS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { findUser, type UserProfile } from '@/lib/users/find'
import type { Words } from '@/lib/words/catalogues'
import { Badge } from '../../_ui/badge'
import { EventTable } from '../../_ui/event-table'
import { PageTitle } from '../../_ui/page-title'
import { addressOf } from '@/app/_signed-in/pager'
import { TEXT_LINK } from '../../_ui/text-link'
import { Account } from './account'
import { Apps } from './apps'
import { Factors } from './factors'
import { Roles } from './roles'
import { Sessions } from './sessions'

interface Props extends QueryProps {
  params: Promise<{ id: string }>
}

export default async function UserPage({ params, searchParams }: Props) {
  const actor = await requirePermission('users:read')
  const { id } = await params
  const user = await withOutage(() => findUser(actor, id))
  if (!user) return <NotFoundHere />
  const events = await withOutage(() => recentEventsOf(actor, user.id))
  const reader = await language()
  const { words } = reader
  const { disabled, leaving, profile } = words.users
  const displayName = displayNameOf(user)
  return (
    <>
      <PageTitle
        page={words.users.user.page}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Name>{displayName}</Name>
            {user.disabledAt && <Badge tone="bad">{disabled}</Badge>}
            {user.deletionDueAt && <Badge tone="bad">{leaving}</Badge>}
            {user.id === actor.userId && <Badge tone="warm">{words.users.user.you}</Badge>}
          </span>
        }
        lead={displayName === user.email ? null : <Name>{user.email}</Name>}
      />
      <Outcome words={words} />
      <WhyNot user={user} actor={actor} words={words.users.user} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid min-w-0 gap-6">
          <Card title={profile.title}>
            <Profile user={user} reader={reader} />
          </Card>
          <Roles user={user} actor={actor} />
          {actor.permissions.has('sessions:read') && (
            <Sessions user={user} actor={actor} cursor={oneOf(await searchParams, 'cursor')} />
          )}
          {actor.permissions.has('sessions:read') && <Apps user={user} actor={actor} />}
        </div>
        <div className="grid min-w-0 gap-6">
          <Factors user={user} actor={actor} />
          {user.within && <Account user={user} actor={actor} />}
        </div>
      </div>
      <Activity user={user} actor={actor} events={events} words={words.users.activity} />
    </>
  )
}

/** What came of an act on this page. */
async function Outcome({ words: { userFactors, users } }: { words: Words }) {
  const done = { ...users.done, ...userFactors.done }
  const refusals = { ...users.refusals, ...userFactors.refusals }
  return <Flash outcome={outcomeOf(await currentFlash(), done, refusals)} />
}

interface ActivityProps {
  user: UserProfile
  actor: Actor
  events: readonly UserEvent[]
  words: Words['users']['activity']
}

/** The latest events, with links to all of them. */
function Activity({ user: { id }, actor: { permissions }, events, words }: ActivityProps) {
  const links = [
    permissions.has('audit:read') && [addressOf(ADMIN_AUDIT, { user: id }), words.about],
    permissions.has('audit:read') && [addressOf(ADMIN_AUDIT, { actor: id }), words.by],
    permissions.has('incidents:read') && [
      addressOf(ADMIN_INCIDENTS, { user: id }),
      words.incidents,
    ],
  ].filter((link) => Array.isArray(link))
  return (
    <section aria-labelledby="activity-title" className="mt-8">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="activity-title" className="text-lg font-semibold tracking-tight">
          {words.title}
        </h2>
        <p className="flex flex-wrap gap-x-5 text-sm">
          {links.map(([href = '', label]) => (
            <Link key={href} href={href} className={TEXT_LINK}>
              {label}
            </Link>
          ))}
        </p>
      </div>
      <EventTable events={events} permissions={permissions} of={id} />
    </section>
  )
}

interface WhyNotProps {
  user: UserProfile
  actor: Actor
  words: Words['users']['user']
}

/** Says why an actor who may act on other users cannot act on this one. */
function WhyNot({ user, actor, words }: WhyNotProps) {
  if (user.within) return null
  return (
    <div className="mb-6">
      <Notice>{user.id === actor.userId ? words.own : words.beyond}</Notice>
    </div>
  )
}

function Profile({ user, reader }: { user: UserProfile; reader: Language }) {
  const { common, users } = reader.words
  const { profile } = users
  return (
    <dl className="divide-y divide-line border-t border-line">
      <Fact term={profile.id}>
        <code className="font-mono text-sm break-all">{user.id}</code>
      </Fact>
      <Fact term={common.email}>
        <Name>{user.email}</Name>
      </Fact>
      <Fact term={common.name}>
        {user.name ? (
          <Name>{user.name}</Name>
        ) : (
          <span className="font-normal text-soft">{profile.noName}</span>
        )}
      </Fact>
      <Fact term={profile.joined}>
        <RelativeAndExact at={user.createdAt} reader={reader} />
      </Fact>
      <Fact term={common.password}>
        {user.passwordChangedAt ? (
          <Sentence
            text={profile.chosen}
            parts={{ when: <RelativeAndExact at={user.passwordChangedAt} reader={reader} /> }}
          />
        ) : (
          profile.notChosen
        )}
      </Fact>
      {user.disabledAt && (
        <Fact term={users.disabled}>
          <RelativeAndExact at={user.disabledAt} reader={reader} />
        </Fact>
      )}
      {user.deletionDueAt && (
        <Fact term={profile.deletion}>
          <RelativeAndExact at={user.deletionDueAt} reader={reader} />
          <Aside>{profile.asAsked}</Aside>
        </Fact>
      )}
    </dl>
  )
}

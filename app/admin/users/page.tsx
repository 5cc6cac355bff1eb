import { ButtonLink } from '@/app/_ui/button'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { listRoleNames } from '@/lib/permissions/custom-roles'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { currentFlash } from '@/lib/request/flash'
import { ADMIN_USERS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import {
  countUsers,
  listUsers,
  MAX_COUNTED,
  USER_ORDERS,
  type UserFilter,
  type UserOrder,
} from '@/lib/users/list'
import { searchUsers } from '@/lib/users/search'
import type { Words } from '@/lib/words/catalogues'
import { FilterLinks } from '../_ui/filter-links'
import { ListCount } from '../_ui/list-count'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty } from '../_ui/panel'
import { SearchForm } from './search-form'
import { UserTable } from './table'

export default async function UsersPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('users:read')
  const query = await searchParams
  const asked = oneOf(query, 'q').trim()
  const { users } = (await language()).words
  return (
    <>
      <PageTitle
        title={users.title}
        lead={users.list.lead}
        action={
          actor.permissions.has('users:create') && (
            <ButtonLink href={`${ADMIN_USERS}/new`}>{users.list.newUser}</ButtonLink>
          )
        }
      />
      <Flash outcome={outcomeOf(await currentFlash(), users.list.done)} />
      <SearchForm asked={asked} words={users.list.search} />
      {asked ? (
        <Found actor={actor} asked={asked} words={users.list} />
      ) : (
        <Listed
          actor={actor}
          show={oneOf(query, 'show')}
          order={USER_ORDERS.find((order) => order === oneOf(query, 'order')) ?? 'newest'}
          cursor={oneOf(query, 'cursor')}
          words={users.list}
        />
      )}
    </>
  )
}

type ListWords = Words['users']['list']

async function Found({ actor, asked, words }: { actor: Actor; asked: string; words: ListWords }) {
  const { users, more } = await withOutage(() => searchUsers(actor, asked))
  const parts = { asked: <Name>{asked}</Name> }
  if (users.length === 0) {
    return (
      <Empty>
        <Sentence text={words.none.found} parts={parts} />
      </Empty>
    )
  }
  return (
    <>
      <ListCount
        count={users.length}
        most={more ? users.length : Infinity}
        text={words.counts.found}
        parts={parts}
      />
      <UserTable users={users} />
    </>
  )
}

interface ListedProps {
  actor: Actor
  show: string
  order: UserOrder
  cursor: string
  words: ListWords
}

async function Listed({ actor, show, order, cursor, words }: ListedProps) {
  const filter = filterOf(show)
  const [{ users, next }, count, roles] = await withOutage(() =>
    Promise.all([
      listUsers(actor, { filter, order, cursor }),
      countUsers(actor, filter),
      listRoleNames(actor),
    ]),
  )
  return (
    <>
      <FilterLinks
        label={words.filter.label}
        choices={[
          { show: '', label: words.filter.everyone },
          { show: 'disabled', label: words.filter.disabled },
          ...roles.map((role) => ({ show: role, label: role })),
        ].map((choice) => ({
          href: addressOf(ADMIN_USERS, { show: choice.show }),
          label: choice.label,
          isCurrent: choice.show === show,
        }))}
      />
      <ListCount
        count={count}
        most={MAX_COUNTED}
        text={order === 'seen' && filter === 'all' ? words.counts.seen : words.counts.all}
      />
      {users.length > 0 ? (
        <UserTable users={users} {...(filter === 'all' && { order })} />
      ) : (
        <Empty>{noneOf(filter, roles, words.none)}</Empty>
      )}
      <Pager
        path={ADMIN_USERS}
        query={{ show, order: order === 'newest' ? '' : order }}
        next={next}
        isLater={cursor !== ''}
      />
    </>
  )
}

/** `show` is `disabled`, the name of a role, or empty for everyone. */
function filterOf(show: string): UserFilter {
  if (show === '') return 'all'
  return show === 'disabled' ? show : { role: show }
}

function noneOf(filter: UserFilter, roles: readonly string[], words: ListWords['none']) {
  if (typeof filter === 'string') return words[filter]
  const text = roles.includes(filter.role) ? words.holders : words.unknownRole
  return <Sentence text={text} parts={{ role: <Name>{filter.role}</Name> }} />
}

import { ButtonLink } from '@/app/_ui/button'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { listRoleNames } from '@/lib/permissions/custom-roles'
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
import { FilterLinks } from '../_ui/filter-links'
import { ListCount } from '../_ui/list-count'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty } from '../_ui/panel'
import { SearchForm } from './search-form'
import { UserTable } from './table'

const DONE = { deleted: 'The account is deleted.' }

export default async function UsersPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('users:read')
  const query = await searchParams
  const asked = oneOf(query, 'q').trim()
  return (
    <>
      <PageTitle
        title="Users"
        lead="Everyone with an account."
        action={
          actor.permissions.has('users:create') && (
            <ButtonLink href={`${ADMIN_USERS}/new`}>New user</ButtonLink>
          )
        }
      />
      <Flash outcome={outcomeOf(await currentFlash(), DONE)} />
      <SearchForm asked={asked} />
      {asked ? (
        <Found actor={actor} asked={asked} />
      ) : (
        <Listed
          actor={actor}
          show={oneOf(query, 'show')}
          order={USER_ORDERS.find((order) => order === oneOf(query, 'order')) ?? 'newest'}
          cursor={oneOf(query, 'cursor')}
        />
      )}
    </>
  )
}

async function Found({ actor, asked }: { actor: Actor; asked: string }) {
  const { users, more } = await withOutage(() => searchUsers(actor, asked))
  if (users.length === 0) {
    return (
      <Empty>
        No name, address or id begins with “<Name>{asked}</Name>”.
      </Empty>
    )
  }
  return (
    <>
      <ListCount
        count={users.length}
        most={more ? users.length : Infinity}
        one="person"
        many="people"
      >
        {' '}
        for “<Name>{asked}</Name>”. {more && 'Type more of the name to see fewer.'}
      </ListCount>
      <UserTable users={users} />
    </>
  )
}

interface ListedProps {
  actor: Actor
  show: string
  order: UserOrder
  cursor: string
}

async function Listed({ actor, show, order, cursor }: ListedProps) {
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
        label="Filter"
        choices={[
          { show: '', label: 'Everyone' },
          { show: 'disabled', label: 'Disabled' },
          ...roles.map((role) => ({ show: role, label: role })),
        ].map((choice) => ({
          href: addressOf(ADMIN_USERS, { show: choice.show }),
          label: choice.label,
          isCurrent: choice.show === show,
        }))}
      />
      <ListCount count={count} most={MAX_COUNTED} one="person" many="people">
        {order === 'seen' && filter === 'all' && '. Those without a session are left out here.'}
      </ListCount>
      {users.length > 0 ? (
        <UserTable users={users} {...(filter === 'all' && { order })} />
      ) : (
        <Empty>{noneOf(filter, roles)}</Empty>
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

function noneOf(filter: UserFilter, roles: readonly string[]) {
  if (filter === 'all') return 'There are no users.'
  if (filter === 'disabled') return 'No account is disabled.'
  const role = (
    <>
      role “<Name>{filter.role}</Name>”
    </>
  )
  return roles.includes(filter.role) ? <>No user holds the {role}.</> : <>There is no {role}.</>
}

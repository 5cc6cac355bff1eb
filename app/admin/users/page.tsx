import Link from 'next/link'
import { Button, ButtonLink } from '@/app/_ui/button'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { When } from '@/app/_ui/when'
import { ROLES } from '@/lib/permissions/roles'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { toldHere } from '@/lib/request/told'
import { ADMIN_USERS } from '@/lib/routes'
import { listUsers, type UserFilter, type UserPage, type UserSummary } from '@/lib/users/list'
import { searchUsers, type Search } from '@/lib/users/search'
import { Badge } from '../_ui/badge'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty, Panel } from '../_ui/panel'

const DONE = { deleted: 'The account is deleted.' }

export default async function UsersPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('users:read')
  const query = await searchParams
  const [asked, filter, after] = [
    oneOf(query, 'q').trim(),
    oneOf(query, 'show'),
    oneOf(query, 'after'),
  ]
  const found = await withOutage<Search | UserPage>(() =>
    asked ? searchUsers(actor, asked) : listUsers(actor, { filter: filterOf(filter), after }),
  )
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
      <Flash outcome={outcomeOf(await toldHere(), DONE)} />
      <SearchForm asked={asked} />
      {!asked && <Filters current={filter} />}
      {'more' in found && <Found count={found.users.length} more={found.more} asked={asked} />}
      {found.users.length === 0 ? (
        <Empty>{asked ? 'Nobody goes by that.' : 'Nobody here.'}</Empty>
      ) : (
        <UserList users={found.users} />
      )}
      {'next' in found && (
        <Pager
          path={ADMIN_USERS}
          query={{ show: filter }}
          next={found.next}
          isLater={after !== ''}
        />
      )}
    </>
  )
}

/** `disabled`, the name of a role, or nothing for everyone. */
function filterOf(show: string): UserFilter {
  if (show === '') return 'all'
  return show === 'disabled' ? show : { role: show }
}

function SearchForm({ asked }: { asked: string }) {
  return (
    <form action={ADMIN_USERS} role="search" className="mb-4 flex flex-wrap gap-2">
      <label className="sr-only" htmlFor="q">
        Name, address or id
      </label>
      <input
        id="q"
        name="q"
        type="search"
        defaultValue={asked}
        placeholder="Name, address or id"
        autoComplete="off"
        spellCheck={false}
        className="min-h-11 min-w-0 grow rounded-lg border border-edge bg-surface px-3.5 text-base sm:max-w-md"
      />
      <Button type="submit" look="secondary">
        Search
      </Button>
      {asked && (
        <ButtonLink look="quiet" href={ADMIN_USERS}>
          Show everyone
        </ButtonLink>
      )}
    </form>
  )
}

function Filters({ current }: { current: string }) {
  const choices = [
    { show: '', label: 'Everyone' },
    { show: 'disabled', label: 'Disabled' },
    ...Object.keys(ROLES).map((role) => ({ show: role, label: role })),
  ]
  const known = choices.some(({ show }) => show === current)
  return (
    <nav aria-label="Filter" className="mb-6 -ml-2.5 flex flex-wrap">
      {[...choices, ...(known ? [] : [{ show: current, label: current }])].map(
        ({ show, label }) => (
          <Link
            key={show}
            href={addressOf(ADMIN_USERS, { show })}
            prefetch={false}
            aria-current={show === current ? 'true' : undefined}
            className="flex min-h-9 items-center rounded-md px-2.5 text-sm text-soft first-letter:uppercase hover:text-ink aria-[current]:bg-ivy-wash aria-[current]:font-medium aria-[current]:text-ivy"
          >
            {label}
          </Link>
        ),
      )}
    </nav>
  )
}

function Found({ count, more, asked }: { count: number; more: boolean; asked: string }) {
  const what = count === 1 ? 'One person' : `${count} people`
  return (
    <p role="status" className="mb-4 text-soft">
      {more ? `More than ${count} people` : what} for “{asked}”.
      {more && ' Type more of the name to see fewer.'}
    </p>
  )
}

function UserList({ users }: { users: readonly UserSummary[] }) {
  return (
    <Panel>
      <ul className="divide-y divide-line">
        {users.map((user) => (
          <li key={user.id}>
            <Link
              href={`${ADMIN_USERS}/${user.id}`}
              prefetch={false}
              className="grid gap-x-6 gap-y-1 px-5 py-3.5 hover:bg-sunken focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1fr)_auto_9rem] md:items-center"
            >
              <span className="min-w-0">
                <span className="block truncate font-medium">{user.name || user.email}</span>
                <span className="block truncate text-sm text-soft">{user.email}</span>
              </span>
              <span className="flex flex-wrap gap-2">
                {user.disabledAt && <Badge tone="bad">Disabled</Badge>}
                {user.roles.map((role) => (
                  <Badge key={role} tone="good">
                    {role}
                  </Badge>
                ))}
              </span>
              <span className="text-sm text-soft">
                Joined <When at={user.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

import { Link } from '@/app/_ui/link'
import { displayNameOf } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import { ADMIN_USERS } from '@/lib/base/routes'
import { language, type Language } from '@/lib/request/language'
import type { UserOrder, UserSummary } from '@/lib/users/list'
import type { Words } from '@/lib/words/catalogues'
import { Badge } from '../_ui/badge'
import { addressOf } from '@/app/_signed-in/pager'
import { Cell, Row, Table, type Column } from '../_ui/table'

interface Props {
  users: readonly UserSummary[]
  /** The current order, if the list can be sorted. */
  order?: UserOrder
}

export async function UserTable({ users, order }: Props) {
  const reader = await language()
  const { userFactors, users: words } = reader.words
  const { table } = words.list
  return (
    <Table label={table.label} columns={columns(order, table, userFactors.column)}>
      {users.map((user) => (
        <UserRow key={user.id} user={user} reader={reader} />
      ))}
    </Table>
  )
}

function columns(
  order: UserOrder | undefined,
  words: Words['users']['list']['table'],
  factors: Words['userFactors']['column'],
): Column[] {
  const [name, roles, factor, seen, joined] = [
    { heading: words.name, width: 'md:w-1/3' },
    { heading: words.roles },
    { heading: factors.heading, width: 'md:w-36' },
    { heading: words.lastSeen, width: 'md:w-40' },
    { heading: words.joined, width: 'md:w-40' },
  ]
  if (!order) return [name, roles, factor, seen, joined]
  const by = (to: UserOrder) => addressOf(ADMIN_USERS, { order: to === 'newest' ? '' : to })
  const joinedNow = order === 'oldest' ? 'ascending' : order === 'newest' ? 'descending' : null
  return [
    { ...name, sort: { href: by('address'), current: order === 'address' ? 'ascending' : null } },
    roles,
    factor,
    { ...seen, sort: { href: by('seen'), current: order === 'seen' ? 'descending' : null } },
    { ...joined, sort: { href: by(order === 'newest' ? 'oldest' : 'newest'), current: joinedNow } },
  ]
}

function UserRow({ user, reader }: { user: UserSummary; reader: Language }) {
  const { list, disabled, leaving } = reader.words.users
  const { column } = reader.words.userFactors
  const { table } = list
  const name = displayNameOf(user)
  return (
    <Row className="relative hover:bg-sunken">
      <Cell isHeader>
        <Link
          href={`${ADMIN_USERS}/${user.id}`}
          // Makes the whole row a link.
          className="block before:absolute before:inset-0"
        >
          <Name className="block font-medium">{name}</Name>
          {name !== user.email && <Name className="block text-sm text-soft">{user.email}</Name>}
        </Link>
      </Cell>
      <Cell className="max-md:empty:hidden">
        {(user.disabledAt ?? user.deletionDueAt ?? user.roles.length > 0) && (
          <span className="flex flex-wrap gap-2 max-md:py-1">
            {user.disabledAt && <Badge tone="bad">{disabled}</Badge>}
            {user.deletionDueAt && <Badge tone="bad">{leaving}</Badge>}
            {user.roles.map((role) => (
              <Badge key={role} tone="good">
                {role}
              </Badge>
            ))}
          </span>
        )}
      </Cell>
      <Cell label={column.heading} className="text-sm text-soft">
        {user.hasSecondFactor ? column.yes : column.no}
      </Cell>
      <Cell label={table.lastSeen} className="text-sm text-soft">
        {user.lastSeenAt ? <When at={user.lastSeenAt} reader={reader} /> : table.notLately}
      </Cell>
      <Cell label={table.joined} className="text-sm text-soft">
        <When at={user.createdAt} reader={reader} />
      </Cell>
    </Row>
  )
}

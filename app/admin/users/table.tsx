import { Link } from '@/app/_ui/link'
import { displayNameOf } from '@/app/_ui/isolated'
import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import { ADMIN_USERS } from '@/lib/base/routes'
import type { UserOrder, UserSummary } from '@/lib/users/list'
import { Badge } from '../_ui/badge'
import { addressOf } from '@/app/_signed-in/pager'
import { Cell, Row, Table, type Column } from '../_ui/table'

interface Props {
  users: readonly UserSummary[]
  /** The current order, if the list can be sorted. */
  order?: UserOrder
}

export function UserTable({ users, order }: Props) {
  return (
    <Table label="Users" columns={columns(order)}>
      {users.map((user) => (
        <UserRow key={user.id} user={user} />
      ))}
    </Table>
  )
}

function columns(order: UserOrder | undefined): Column[] {
  const [name, roles, seen, joined] = [
    { heading: 'Name and address', width: 'md:w-2/5' },
    { heading: 'Roles' },
    { heading: 'Last seen', width: 'md:w-40' },
    { heading: 'Joined', width: 'md:w-40' },
  ]
  if (!order) return [name, roles, seen, joined]
  const by = (to: UserOrder) => addressOf(ADMIN_USERS, { order: to === 'newest' ? '' : to })
  const joinedNow = order === 'oldest' ? 'ascending' : order === 'newest' ? 'descending' : null
  return [
    { ...name, sort: { href: by('address'), current: order === 'address' ? 'ascending' : null } },
    roles,
    { ...seen, sort: { href: by('seen'), current: order === 'seen' ? 'descending' : null } },
    { ...joined, sort: { href: by(order === 'newest' ? 'oldest' : 'newest'), current: joinedNow } },
  ]
}

function UserRow({ user }: { user: UserSummary }) {
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
        {(user.disabledAt !== null || user.roles.length > 0) && (
          <span className="flex flex-wrap gap-2 max-md:py-1">
            {user.disabledAt && <Badge tone="bad">Disabled</Badge>}
            {user.roles.map((role) => (
              <Badge key={role} tone="good">
                {role}
              </Badge>
            ))}
          </span>
        )}
      </Cell>
      <Cell label="Last seen" className="text-sm text-soft">
        {user.lastSeenAt ? <When at={user.lastSeenAt} /> : 'not of late'}
      </Cell>
      <Cell label="Joined" className="text-sm text-soft">
        <When at={user.createdAt} />
      </Cell>
    </Row>
  )
}

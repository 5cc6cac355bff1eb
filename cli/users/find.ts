/** The commands that show users: `gatehouse users list` and `show`. */
import { InvalidArgumentError, type Command } from 'commander'
import { decodeTimeCursor } from '@/lib/base/cursor'
import { factorsOfUser, type UserFactors } from '@/lib/factors/of-user'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { findUser, type UserProfile } from '@/lib/users/find'
import {
  listUsers,
  MAX_PAGE_SIZE,
  PAGE_SIZE,
  type UserFilter,
  type UserSummary,
} from '@/lib/users/list'
import { searchUsers } from '@/lib/users/search'
import { answer, answering, CommandRefused, columns, wholeNumber, type Asked } from '@/cli/answer'

/** The user with this id or email address. @throws CommandRefused */
export async function requireUser(idOrEmail: string): Promise<UserProfile> {
  const user = await findUser(COMMAND_LINE, idOrEmail)
  if (!user) throw new CommandRefused(`There is no user ${idOrEmail}.`)
  return user
}

interface ListOptions extends Asked {
  search?: string
  role?: string
  disabled?: true
  limit: number
  after?: string
}

/** `list`, filtered by words, role or disabled. Fails when two filters are given. */
export function listCommand(): Command {
  return answering('list', 'list users, the newest first')
    .option('--search <words>', 'those with words in name or address that begin so')
    .option('--role <role>', 'those who hold this role')
    .option('--disabled', 'those who are disabled')
    .option('--limit <number>', 'on one page', wholeNumber(1, MAX_PAGE_SIZE), PAGE_SIZE)
    .option('--after <cursor>', 'the page after the one that ended with this', cursor)
    .action(async (options: ListOptions, command: Command) => {
      const { search, role, disabled } = options
      if ([search, role, disabled].filter((one) => one !== undefined).length > 1) {
        command.error('error: --search, --role and --disabled exclude each other')
      }
      if (search !== undefined && options.after !== undefined) {
        command.error('error: --search has a single page, so it cannot be combined with --after')
      }
      await (search === undefined ? list(options) : find(search, options))
    })
}

async function list({ role, disabled, limit, after, json }: ListOptions): Promise<void> {
  const filter: UserFilter = role === undefined ? (disabled ? 'disabled' : 'all') : { role }
  const page = await listUsers(COMMAND_LINE, { filter, size: limit, cursor: after ?? null })
  const { users, next } = page
  const more = next === null ? [] : [`More by --after ${next}`]
  answer(json ? { json } : {}, { users, next, more: next !== null }, [...table(users), ...more])
}

async function find(words: string, { limit, json }: ListOptions): Promise<void> {
  const found = await searchUsers(COMMAND_LINE, words)
  const users = found.users.slice(0, limit)
  const more = found.more || found.users.length > limit
  const hint = more ? ['There are more: search for more words.'] : []
  answer(json ? { json } : {}, { users, next: null, more }, [...table(users), ...hint])
}

function table(users: readonly UserSummary[]): string[] {
  if (users.length === 0) return ['Nobody.']
  return columns(
    users.map(({ id, email, name, createdAt, disabledAt, roles }) => [
      id,
      email,
      name || '-',
      createdAt.toISOString().slice(0, 10),
      [...roles, ...(disabledAt ? ['(disabled)'] : [])].join(' '),
    ]),
  )
}

function cursor(value: string): string {
  if (decodeTimeCursor(value, 'usr')) return value
  throw new InvalidArgumentError('It must be what the page before ended with.')
}

/** `show <user>`. Fails when there is no such user. */
export function showCommand(): Command {
  return answering('show', 'show a user')
    .argument('<user>', 'id or address')
    .action(async (idOrEmail: string, options: Asked) => {
      const user = await requireUser(idOrEmail)
      const factors = await factorsOfUser(COMMAND_LINE, user.id)
      const { passwordChangedAt, disabledAt, deletionDueAt } = user
      const rows = [
        ['id', user.id],
        ['address', user.email],
        ['name', user.name || '-'],
        ['created', user.createdAt.toISOString()],
        ['disabled', disabledAt ? disabledAt.toISOString() : 'no'],
        ...(deletionDueAt ? [['deleted on', deletionDueAt.toISOString()]] : []),
        ['password', passwordChangedAt ? `of ${passwordChangedAt.toISOString()}` : 'none yet'],
        ...factorRows(factors),
        ['roles', user.roles.map(({ name }) => name).join(' ') || '-'],
        ['may', user.permissions.join(' ') || '-'],
      ]
      answer(options, { user, factors }, columns(rows))
    })
}

function factorRows({ authenticator, recoveryCodes, passkeys }: UserFactors): string[][] {
  const rows = passkeys.map(({ name, createdAt, suspendedAt }) => [
    'passkey',
    `of ${createdAt.toISOString()}${suspendedAt ? ', blocked' : ''}${name && `, ${name}`}`,
  ])
  if (!authenticator) return rows
  const { since, removalDueAt } = authenticator
  return [
    ['app', `since ${since.toISOString()}`],
    ...(removalDueAt ? [['removed', `on ${removalDueAt.toISOString()}`]] : []),
    ['codes', `${recoveryCodes?.left ?? 0} left`],
    ...rows,
  ]
}

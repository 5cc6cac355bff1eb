/** `gatehouse sessions …`: lists and ends sessions. */
import { Command } from 'commander'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionsOfEveryone } from '@/lib/sessions/end/everyone'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { listSessionsOf, type SessionPage, type SessionSummary } from '@/lib/sessions/list'
import { isSessionId, type UserId } from '@/lib/base/ids'
import { answer, answering, columns, done, type Asked } from './answer'
import { requireUser } from './users/find'

/**
 * `list <user>`, and `end` with a user, `--session <id>` or `--everyone`. They fail when the user
 * or the open session does not exist.
 */
export function sessionCommands(): Command {
  return new Command('sessions')
    .description('Looks after sessions.')
    .addCommand(listCommand())
    .addCommand(endCommand())
}

function listCommand(): Command {
  return answering('list', 'list where a user is signed in, the last used first')
    .argument('<user>', 'id or address')
    .action(async (idOrEmail: string, options: Asked) => {
      const { id } = await requireUser(idOrEmail)
      const found = await allSessionsOf(id)
      const rows = found.map(({ id, browser, system, network, lastSeenAt }) => [
        id,
        `${browser} on ${system}`,
        network,
        `last seen ${lastSeenAt.toISOString()}`,
      ])
      answer(options, { sessions: found }, rows.length > 0 ? columns(rows) : 'None.')
    })
}

async function allSessionsOf(userId: UserId): Promise<SessionSummary[]> {
  const all: SessionSummary[] = []
  for (let cursor: string | null = null; ;) {
    const { sessions, next }: SessionPage = await listSessionsOf(COMMAND_LINE, userId, {
      cursor,
      size: 1000,
    })
    all.push(...sessions)
    if (next === null) return all
    cursor = next
  }
}

interface EndOptions extends Asked {
  session?: string
  everyone?: true
}

function endCommand(): Command {
  return answering('end', 'end sessions')
    .description(
      'Ends every session of a user, or one, or everyone’s. After a restored backup, end ' +
        'everyone’s: it brought old ones back.',
    )
    .argument('[user]', 'id or address of whose sessions end')
    .option('--session <id>', 'end this one alone')
    .option('--everyone', 'end every session of every user')
    .action(async (user: string | undefined, options: EndOptions, command: Command) => {
      const { session, everyone, ...asked } = options
      if ([user, session, everyone].filter((one) => one !== undefined).length !== 1) {
        command.error('error: name a user, or --session <id>, or --everyone')
      }
      if (user !== undefined) return endOfUser(user, asked)
      if (session !== undefined) return endOne(session, asked)
      await endSessionsOfEveryone()
      const words = 'Every session is ended; everybody logs in anew.'
      answer(asked, { ended: 'everyone' }, words)
    })
}

const UNEXPECTED = {
  yourself: 'Nobody does this to themselves.',
  'beyond-you': 'They may do something that you may not.',
}

async function endOfUser(idOrEmail: string, asked: Asked): Promise<void> {
  const { id, email } = await requireUser(idOrEmail)
  const result = await endSessionsAsOperator(COMMAND_LINE, { userId: id })
  done(result, { ...UNEXPECTED, 'not-found': 'The user is gone.' })
  answer(asked, { ended: 'user', id }, `${email} is signed out everywhere.`)
}

const NOT_FOUND = { ok: false, reason: 'not-found' } as const

async function endOne(id: string, asked: Asked): Promise<void> {
  const result = isSessionId(id)
    ? await endSessionAsOperator(COMMAND_LINE, { sessionId: id })
    : NOT_FOUND
  done(result, { ...UNEXPECTED, 'not-found': `There is no open session ${id}.` })
  answer(asked, { ended: 'session', id }, `The session ${id} is ended.`)
}

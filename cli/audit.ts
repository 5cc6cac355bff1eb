/** `gatehouse audit …`: reads and checks the audit log. */
import { Command, Option } from 'commander'
import { once } from 'node:events'
import { newestCheckpoint } from '@/lib/audit/checkpoint'
import { EXPORT_FORMATS, exportEvents, type ExportFormat } from '@/lib/audit/export'
import {
  FILTER_FIELDS,
  readEventFilter,
  type FilterFault,
  type FilterField,
} from '@/lib/audit/filter'
import { listEvents, type AuditEvent, type EventFilter } from '@/lib/audit/list'
import { verifyAudit, type Fault, type FaultKind } from '@/lib/audit/verify'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, CommandRefused, columns, type Asked } from './answer'

/** `verify`, `list`, `export` and `checkpoint`. They fail on a changed log or a bad filter. */
export function auditCommands(): Command {
  return new Command('audit')
    .description('Looks into the audit log: what happened, and whether anybody touched the record.')
    .addCommand(verifyCommand())
    .addCommand(listCommand())
    .addCommand(exportCommand())
    .addCommand(checkpointCommand())
}

function verifyCommand(): Command {
  return answering('verify', 'find out whether the log was changed')
    .description(
      'Computes the whole chain again and compares it with its signed checkpoints. Names the ' +
        'first event that was changed, removed, added or moved, and ends with 1 then.',
    )
    .option('--checkpoint <jws>', 'compare with this one too, which was kept elsewhere')
    .action(async ({ checkpoint, ...asked }: Asked & { checkpoint?: string }) => {
      const found = await verifyAudit(checkpoint === undefined ? {} : { checkpoint })
      if (found.ok) {
        const words = `${found.events} events and ${found.checkpoints} checkpoints fit.`
        return answer(asked, found, words)
      }
      if (asked.json) answer(asked, found, [])
      throw new CommandRefused(faultInWords(found.fault))
    })
}

const WORDS: Record<FaultKind, string> = {
  changed: 'was changed',
  'hash-changed': 'has another hash than it was sealed with',
  'personal-changed': 'has other personal data than it was sealed with',
  'personal-removed': 'lost its personal data, and the log does not say that it was erased',
  removed: 'was removed',
  added: 'was put in',
  moved: 'stands in the place of another',
  unsealed: 'happened more than an hour ago and is not sealed: is Gatehouse running?',
  rewritten: 'is not what was signed: the chain was computed anew',
  'checkpoint-changed': 'has a checkpoint that was changed',
  'checkpoint-removed': 'had a checkpoint, which is gone',
  'checkpoint-forged': 'has a checkpoint that no good key of this installation signed',
  'not-covered':
    'is more than an hour old and covered by no checkpoint of a good key: was one removed, or ' +
    'was Gatehouse stopped by force?',
  'kept-not-ours': 'The checkpoint you gave was not signed by this installation.',
  'kept-too-old': 'The checkpoint you gave is of events that were removed after their time.',
}

function faultInWords({ kind, sequence, id, through }: Fault): string {
  if (kind === 'kept-not-ours' || kind === 'kept-too-old') return WORDS[kind]
  const range = through !== undefined && through !== sequence ? ` to ${through}` : ''
  const place = sequence === null ? '' : ` ${sequence}${range}`
  return `Event${place}${id === null ? '' : ` (${id})`} ${WORDS[kind]}.`
}

type FilterOptions = Partial<Record<FilterField, string>>

function filtering(command: Command): Command {
  return command
    .option('--type <type>', 'of this type, or of several with commas between them')
    .option('--actor <who>', 'done by them: an id, an address, command-line or system')
    .option('--user <who>', 'about them: an id or an address')
    .option('--session <id>', 'in this session')
    .option('--network <address>', 'from exactly this address')
    .option('--from <date>', 'from this day (UTC) on, or this moment, as 2026-11-24')
    .option('--to <date>', 'up to the end of this day, or this moment')
}

const FAULTS: Record<FilterFault, string> = {
  'no-type': 'is no type of event',
  'no-person': 'is neither an id nor an address',
  'unknown-address': 'is the address of no account',
  'takes-id': 'has to be an id',
  'no-session': 'is no id of a session',
  'no-network': 'is no network address',
  'no-day': 'is no day such as 2026-11-24, and no moment such as 2026-11-24T03:00:00Z',
  'ends-before-it-begins': 'lies before --from',
}

async function filterOf(options: FilterOptions): Promise<EventFilter> {
  const { filter, faults } = await readEventFilter(COMMAND_LINE, options)
  const [first] = FILTER_FIELDS.filter((field) => faults[field])
  const fault = first && faults[first]
  if (fault) throw new CommandRefused(`--${first}: ${options[first]} ${FAULTS[fault]}.`)
  return filter
}

function listCommand(): Command {
  return filtering(answering('list', 'list events, the newest first'))
    .option('--after <cursor>', 'the page after the one that ended with this')
    .action(async ({ after, json, ...filter }: FilterOptions & Asked & { after?: string }) => {
      const page = await listEvents(COMMAND_LINE, await filterOf(filter), after ?? null)
      const more = page.next === null ? [] : [`More by --after ${page.next}`]
      const rows = page.events.length > 0 ? columns(page.events.map(row)) : ['None.']
      answer(json ? { json } : {}, page, [...rows, ...more])
    })
}

function row({ sequence, at, type, actor, user, network, details }: AuditEvent): string[] {
  return [
    String(sequence),
    at.toISOString(),
    type,
    `by ${actor?.email ?? actor?.id ?? 'a stranger'}`,
    user ? `about ${user.email ?? user.id}` : '',
    network ?? '',
    Object.entries(details)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ]
}

function exportCommand(): Command {
  const format = new Option('--format <format>', 'lines of JSON, or CSV')
    .choices(EXPORT_FORMATS)
    .default('json')
  return filtering(new Command('export').description('Prints events, the oldest first.'))
    .addOption(format)
    .action(async ({ format, ...filter }: FilterOptions & { format: ExportFormat }) => {
      const lines = await exportEvents(COMMAND_LINE, format, await filterOf(filter))
      for await (const line of lines) {
        if (!process.stdout.write(line)) await once(process.stdout, 'drain')
      }
    })
}

function checkpointCommand(): Command {
  return answering('checkpoint', 'print the newest checkpoint, to be kept elsewhere').action(
    async (asked: Asked) => {
      const newest = await newestCheckpoint()
      if (!newest) throw new CommandRefused('There is no checkpoint yet.')
      answer(asked, { checkpoint: newest }, newest.token)
    },
  )
}

/** `gatehouse db …`: acts on the database as a whole. */
import { Command, InvalidArgumentError } from 'commander'
import { copyDatabase } from '@/db/postgres-copy'

interface CopyOptions {
  from: string
  to: string
  json?: true
}

/**
 * `copy --from <url> --to <url>` moves an installation from SQLite to PostgreSQL. It fails when the
 * source is in use or the target is not empty.
 */
export function databaseCommands(): Command {
  const db = new Command('db').description('Looks after the database.')
  db.command('copy')
    .summary('move an installation from SQLite to PostgreSQL')
    .description(
      'Copies a SQLite database to an empty PostgreSQL database. Everybody stays signed in there. ' +
        'Stop Gatehouse first. All of it arrives, or nothing does: rows are counted and their ' +
        'checksums compared. A password may stand in PGPASSWORD instead of the address.',
    )
    .requiredOption('--from <address>', 'file:<path>', urlBeginningWith('file:'))
    .requiredOption(
      '--to <address>',
      'postgres://<user>@<host>/<database>',
      urlBeginningWith('postgres://', 'postgresql://'),
    )
    .option('--json', 'print what was copied as JSON')
    .action(copy)
  return db
}

async function copy({ from, to, json }: CopyOptions): Promise<void> {
  const tables = await copyDatabase(from.slice('file:'.length), to)
  if (json) return console.log(JSON.stringify({ tables }))
  const width = Math.max(...tables.map(({ name }) => name.length))
  for (const { name, rows, checksum } of tables) {
    console.log(`${name.padEnd(width)}  ${String(rows).padStart(9)} rows  ${checksum.slice(0, 16)}`)
  }
  console.log(
    'Copied, and compared row by row. Now set DATABASE_URL to the new address and start; ' +
      'keep the old file away, for it knows of no log-out from now on.',
  )
}

function urlBeginningWith(...beginnings: string[]) {
  return (value: string): string => {
    if (beginnings.some((beginning) => value.startsWith(beginning))) return value
    throw new InvalidArgumentError(`It must begin with ${beginnings.join(' or ')}.`)
  }
}

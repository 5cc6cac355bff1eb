/** The administrator's command line: `npm run gatehouse -- <command>`. */
import nextEnv from '@next/env'
import { Command, CommanderError } from 'commander'
import { closeDatabase } from '@/db/connection'
import { env, type Settings } from '@/lib/base/env'
import { sealAndCount } from '@/lib/audit/seal-and-count'
import { auditCommands } from './audit'
import { clientCommands } from './clients'
import { databaseCommands } from './database'
import { demoCommand } from './demo'
import { ensureInstallation } from './ensure-installation'
import { keyCommands } from './keys'
import { mailCommands } from './mail'
import { roleCommands } from './roles'
import { secretCommands } from './secrets'
import { sessionCommands } from './sessions'
import { userCommands } from './users'

/** Exit code of an invalid command, as with other programs; 1 is for one that cannot be done. */
const MISUSED = 2

nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: console.error })

const program = new Command('gatehouse')
  .description('Looks after a Gatehouse installation. Settings are those of .env.local.')
  .usage('<command>')
  .addCommand(databaseCommands())
  .addCommand(userCommands())
  .addCommand(sessionCommands())
  .addCommand(roleCommands())
  .addCommand(keyCommands())
  .addCommand(secretCommands())
  .addCommand(auditCommands())
  .addCommand(mailCommands())
  .addCommand(clientCommands())
  .addCommand(demoCommand())

// A command may run before the first start. `db copy` creates its target itself.
program.hook('preAction', async (_, command) => {
  if (command.parent?.name() === 'db') return
  if (await ensureInstallation()) console.error(`Made a new database: ${databaseName(env())}`)
})

// Seals the events of the command, in case no server is running that would.
program.hook('postAction', () => sealAndCount().then(ignore, ignore))

for (const command of [program, ...program.commands, ...program.commands.flatMap(subcommands)]) {
  command.exitOverride().showHelpAfterError('(--help tells more)')
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : MISUSED
  else {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
} finally {
  await closeDatabase()
}

/** Leaves out the password that a PostgreSQL URL may hold. */
function databaseName({ databaseKind, databaseFile, databaseUrl }: Settings): string {
  return databaseKind === 'sqlite' ? databaseFile : new URL(databaseUrl).pathname.slice(1)
}

function ignore(): void {}

function subcommands(command: Command): readonly Command[] {
  return command.commands
}

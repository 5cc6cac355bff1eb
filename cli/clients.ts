/** `gatehouse clients …`: looks after applications that users log in to. */
import { Command } from 'commander'
import { deleteCommand, disableCommand, enableCommand, rotateSecretCommand } from './clients/act'
import { checkCommand } from './clients/check'
import { createCommand, updateCommand } from './clients/enter'
import { listCommand, showCommand } from './clients/show'

/**
 * `list`, `show <id>`, `create <name> --kind …`, `update <id>`, `rotate-secret <id>`,
 * `disable <id>`, `enable <id>`, `delete <id> --yes` and `check <id>`. They fail on a bad name or address, a
 * missing application, and with HS256.
 */
export function clientCommands(): Command {
  return new Command('clients')
    .description('Looks after applications that users log in to.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(createCommand())
    .addCommand(updateCommand())
    .addCommand(rotateSecretCommand())
    .addCommand(disableCommand())
    .addCommand(enableCommand())
    .addCommand(deleteCommand())
    .addCommand(checkCommand())
}

/** `gatehouse users …`: looks after users. */
import { Command } from 'commander'
import {
  createCommand,
  deleteCommand,
  disableCommand,
  enableCommand,
  grantCommand,
  keepFactorsCommand,
  resetFactorsCommand,
  resetLinkCommand,
  revokeCommand,
  verifyCommand,
} from './users/change'
import { listCommand, showCommand } from './users/find'

/** Every command on users. Those that take `<user>` fail when there is no such user. */
export function userCommands(): Command {
  return new Command('users')
    .description('Looks after users.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(createCommand())
    .addCommand(grantCommand())
    .addCommand(revokeCommand())
    .addCommand(disableCommand())
    .addCommand(enableCommand())
    .addCommand(verifyCommand())
    .addCommand(deleteCommand())
    .addCommand(resetLinkCommand())
    .addCommand(resetFactorsCommand())
    .addCommand(keepFactorsCommand())
}

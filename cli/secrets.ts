/** `gatehouse secrets …`: shows which secrets are still needed. */
import { Command } from 'commander'
import { secretStatus } from '@/lib/keys/rewrap-status'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, columns, type Asked } from './answer'

/** `status` shows how many keys each secret of `AUTH_SECRET` wraps, and which may be removed. */
export function secretCommands(): Command {
  return new Command('secrets')
    .description('Tells which secrets are needed.')
    .addCommand(statusCommand())
}

function statusCommand(): Command {
  return answering('status', 'tell which secret of AUTH_SECRET wraps how many keys')
    .description(
      'Tells which secret of the list in AUTH_SECRET wraps how many keys of the database. An old ' +
        'one that wraps none may go; a start wraps all of them under the first one.',
    )
    .action(async (asked: Asked) => {
      const status = await secretStatus(COMMAND_LINE)
      const rows = status.secrets.map(({ position, wraps, mayGo }) => [
        `${position}.`,
        `wraps ${wraps} ${wraps === 1 ? 'key' : 'keys'}`,
        position === 1 ? 'the first: wraps what is new' : mayGo ? 'may go' : 'is needed',
      ])
      const foreign =
        status.foreign > 0 ? [`No secret of the list opens ${status.foreign} of the keys.`] : []
      answer(asked, status, [...columns(rows), ...foreign])
    })
}

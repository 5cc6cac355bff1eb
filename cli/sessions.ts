/** `gatehouse sessions …`. */
import { Command } from 'commander'
import { endEverySession } from '@/lib/sessions/end'

export function sessionCommands(): Command {
  const sessions = new Command('sessions').description('Looks after sessions.')
  sessions
    .command('end')
    .summary('end sessions')
    .description(
      'Ends sessions. After a restored backup, end everyone’s: it brought old ones back.',
    )
    .requiredOption('--everyone', 'end every session of every user')
    .action(async () => {
      await endEverySession()
      console.log('Every session is ended; everybody logs in anew.')
    })
  return sessions
}

/** `gatehouse demo`: sample data to try the pages with. */
import { Command } from 'commander'
import { fillDemo } from '@/lib/demo/fill'
import { answer, answering, CommandRefused, type Asked } from './answer'

/** `demo [--force]` adds sample data. It fails if there are users, unless `--force` is given. */
export function demoCommand(): Command {
  return answering('demo', 'fill an empty installation with people who do not exist')
    .description(
      'Makes people, sessions, incidents and three months of what happened, to try the pages of ' +
        'administrators. Nobody of them has a password. Not for an installation in use.',
    )
    .option('--force', 'also where there are users already')
    .action(async ({ force, ...asked }: Asked & { force?: true }) => {
      const filled = await fillDemo({ force: force === true })
      if (!filled.ok)
        throw new CommandRefused('There are users here already; --force adds to them.')
      const { people, apps, passkeys, sessions, incidents, link } = filled
      const counts = { people, apps, passkeys, sessions, incidents }
      answer(asked, { ...counts, email: link.email, link: link.url }, [
        `Made ${people} people, ${sessions} sessions and ${incidents} incidents.`,
        `${apps} of the people have an authenticator app and recovery codes, which nobody holds.`,
        `${passkeys} have a passkey, which no device holds.`,
        `By this link ${link.email}, an administrator, chooses a password:`,
        link.url,
      ])
    })
}

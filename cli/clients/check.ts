/** `gatehouse clients check`. */
import type { Command } from 'commander'
import { checkApp, type CheckedAddress, type Finding } from '@/lib/apps/check'
import { answer, answering, columns, CommandRefused, type Asked } from '../answer'
import { requireApp } from './find'

export function checkCommand(): Command {
  return answering('check', 'try the addresses of an application from here')
    .description(
      'Asks for the discovery document, for each place that users come back to, and for the ' +
        'address that is told of log-outs. Says what is wrong, and ends with 1 then.',
    )
    .argument('<id>', 'its client_id')
    .action(async (id: string, asked: Asked) => {
      const checked = await checkApp(await requireApp(id))
      const lines = columns(checked.map(lineOf))
      const isWell = checked.every(({ finding }) => finding === null)
      if (isWell || asked.json) answer(asked, { client_id: id, ok: isWell, checked }, lines)
      if (!isWell) throw new CommandRefused(lines.join('\n'))
    })
}

const WORDS: Readonly<Record<Finding, string>> = {
  unreachable: 'gives no answer from here',
  'no-discovery': 'is no discovery document: does APP_ORIGIN lead here?',
  'other-issuer': 'belongs to another issuer: does APP_ORIGIN lead here?',
  redirects: 'leads elsewhere, and notices follow nowhere',
  'refuses-notices': 'takes no notices: is it the right address?',
  'server-error': 'answers with an error of its own',
}

function lineOf({ what, address, finding }: CheckedAddress): string[] {
  return [what, address, finding === null ? 'answers' : WORDS[finding]]
}

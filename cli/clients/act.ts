/** `gatehouse clients rotate-secret`, `disable`, `enable` and `delete`. */
import { InvalidArgumentError, type Command } from 'commander'
import { disableApp, enableApp, removeApp } from '@/lib/apps/disable'
import { MAX_SECRET_OVERLAP, rotateAppSecret } from '@/lib/apps/rotate-secret'
import { DAY, parseDuration } from '@/lib/base/time'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, done, type Asked } from '../answer'
import { noApp, requireApp } from './find'

interface RotateOptions extends Asked {
  overlap: number
  burn?: true
}

export function rotateSecretCommand(): Command {
  return answering('rotate-secret', 'give an application a new secret')
    .description('Creates a new secret, and prints it once. The old one works on for a while.')
    .argument('<id>', 'its client_id')
    .option('--overlap <time>', 'how long the old one works on, such as 1h', overlap, DAY)
    .option('--burn', 'it leaked: it stops to work now, and so does all that was got with it')
    .action(async (id: string, { burn, overlap, ...asked }: RotateOptions) => {
      const { id: appId } = await requireApp(id)
      const input = { appId, overlap: burn ? 0 : overlap }
      const { secret, oldUntil } = done(await rotateAppSecret(COMMAND_LINE, input), {
        'not-found': noApp(id),
        'no-secret': 'An application of this kind keeps no secret.',
      })
      const until = oldUntil
        ? `The old one works until ${oldUntil.toISOString()}.`
        : 'No other one works.'
      answer(asked, { client_id: id, client_secret: secret, old_until: oldUntil }, [
        `client_secret  ${secret}`,
        `The secret is shown only now. ${until}`,
      ])
    })
}

function overlap(text: string): number {
  const seconds = parseDuration(text)
  if (seconds !== null && seconds <= MAX_SECRET_OVERLAP) return seconds
  throw new InvalidArgumentError('It must be a time such as 1h or 7d, of 30 days at most.')
}

export function disableCommand(): Command {
  return answering('disable', 'disable an application, and end all that it holds')
    .argument('<id>', 'its client_id')
    .action(async (id: string, asked: Asked) => {
      const { id: appId, name } = await requireApp(id)
      const already = `${name} is disabled already.`
      done(await disableApp(COMMAND_LINE, { appId }), { 'not-found': noApp(id), already })
      answer(asked, { client_id: id, disabled: true }, `${name} is disabled.`)
    })
}

export function enableCommand(): Command {
  return answering('enable', 'enable an application again')
    .argument('<id>', 'its client_id')
    .action(async (id: string, asked: Asked) => {
      const { id: appId, name } = await requireApp(id)
      const already = `${name} is not disabled.`
      done(await enableApp(COMMAND_LINE, { appId }), { 'not-found': noApp(id), already })
      answer(asked, { client_id: id, disabled: false }, `${name} is enabled.`)
    })
}

export function deleteCommand(): Command {
  return answering('delete', 'delete an application, and end all that it holds')
    .argument('<id>', 'its client_id')
    .requiredOption('--yes', 'really')
    .action(async (id: string, options: Asked) => {
      const { id: appId, name } = await requireApp(id)
      const gone = noApp(id)
      done(await removeApp(COMMAND_LINE, { appId, name }), {
        'not-found': gone,
        'not-confirmed': gone,
      })
      answer(options, { client_id: id, deleted: true }, `${name} is gone.`)
    })
}

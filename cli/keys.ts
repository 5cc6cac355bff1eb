/** `gatehouse keys …`: looks after the keys that sign tokens. */
import { Command } from 'commander'
import { burnKey } from '@/lib/keys/burn'
import { listKeys, type KeyRing, type KeySummary } from '@/lib/keys/list'
import { rotateKeys } from '@/lib/keys/rotate'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, CommandRefused, columns, done, type Asked } from './answer'

const DERIVED = 'With HS256 the key comes from AUTH_SECRET: replace that one.'

/**
 * `list`, `rotate` and `burn <kid> --yes`. `rotate` fails while services may not know the next key;
 * `burn`, for an unknown or burned key; both, with HS256.
 */
export function keyCommands(): Command {
  return new Command('keys')
    .description('Looks after the keys that sign tokens.')
    .addCommand(listCommand())
    .addCommand(rotateCommand())
    .addCommand(burnCommand())
}

function listCommand(): Command {
  return answering('list', 'list the keys, the newest first').action(async (asked: Asked) => {
    const ring = await listKeys(COMMAND_LINE)
    const rows = ring.keys.length > 0 ? columns(ring.keys.map(row)) : []
    answer(asked, ring, [...rows, ...words(ring)])
  })
}

function words({ derived, rotatesAt }: KeyRing): string[] {
  if (derived) return [DERIVED]
  return rotatesAt ? [`Rotates by itself on ${rotatesAt.toISOString()}.`] : []
}

function row({ id, algorithm, status, createdAt, published, verifiesUntil }: KeySummary) {
  return [
    id,
    algorithm,
    status,
    `made ${createdAt.toISOString()}`,
    published ? 'published' : 'not published',
    verifiesUntil ? `good until ${verifiesUntil.toISOString()}` : '',
  ]
}

function rotateCommand(): Command {
  return answering('rotate', 'have the next key sign')
    .description('Has the next key sign, and publishes another one. Nobody is signed out.')
    .action(async (asked: Asked) => {
      const result = await rotateKeys(COMMAND_LINE)
      if (!result.ok && result.reason === 'too-soon') {
        const when = result.readyAt.toISOString()
        throw new CommandRefused(
          `Other services may not know the next key yet: wait until ${when}.`,
        )
      }
      const { active, next } = done(result, { derived: DERIVED })
      answer(asked, { active, next }, `${active} signs from now on; ${next} is the next.`)
    })
}

function burnCommand(): Command {
  return (
    answering('burn', 'refuse a key and all it has signed')
      .description(
        'Refuses every token that a key has signed, at once: for a key that others may have. ' +
          'Browsers fetch new tokens by themselves; nobody is signed out.',
      )
      .argument('<kid>', 'its id')
      .requiredOption('--yes', 'really')
      // One key id in 64 begins with a hyphen.
      .allowUnknownOption()
      .action(async (kid: string, { json }: Asked) => {
        const { active } = done(await burnKey(COMMAND_LINE, kid), {
          derived: DERIVED,
          'not-found': `There is no key ${kid}; see: keys list`,
          'burned-before': 'That key is burned already.',
        })
        const words = [`${kid} is burned.`, ...(active ? [`${active} signs.`] : [])]
        answer(json ? { json } : {}, { burned: kid, active }, words)
      })
  )
}

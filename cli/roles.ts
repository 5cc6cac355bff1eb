/** `gatehouse roles …`: looks after roles. */
import { Command } from 'commander'
import {
  changeRole,
  createRole,
  deleteRole,
  listRoles,
  MAX_HOLDERS,
  type RoleInput,
} from '@/lib/permissions/custom-roles'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { ALL_PERMISSIONS } from '@/lib/permissions/permissions'
import { answer, answering, CommandRefused, collect, columns, done, type Asked } from './answer'

/**
 * `list`, `create <name>`, `change <name>` and `delete <name> --yes`. They fail on a bad name, an
 * unknown permission, a missing role, or a built-in one.
 */
export function roleCommands(): Command {
  return new Command('roles')
    .description('Looks after roles, and what each of them allows.')
    .addCommand(listCommand())
    .addCommand(createCommand())
    .addCommand(changeCommand())
    .addCommand(deleteCommand())
}

function listCommand(): Command {
  return answering('list', 'list roles').action(async (options: Asked) => {
    const roles = await listRoles(COMMAND_LINE)
    const rows = roles.map(({ name, holders, builtIn, description, permissions }) => [
      name,
      `${holders}${holders === MAX_HOLDERS ? ' or more' : ''} hold${holders === 1 ? 's' : ''} it`,
      builtIn ? 'built in' : 'made here',
      `${description ? `${description}: ` : ''}${permissions.join(' ') || 'nothing'}`,
    ])
    answer(options, { roles }, columns(rows))
  })
}

interface RoleOptions extends Asked {
  description?: string
  permission: string[]
}

const PERMISSION = ['--permission <name>', 'what it allows; may be given again'] as const

function createCommand(): Command {
  return answering('create', 'make a role')
    .argument('<name>', 'up to 40 of a-z, 0-9 and -')
    .option('--description <words>', 'what it is for', '')
    .option(...PERMISSION, collect, [])
    .action(async (name: string, options: RoleOptions) => {
      const { permission: permissions, description = '', ...asked } = options
      const role = { name, description, permissions }
      done(await createRole(COMMAND_LINE, role), wordsFor(role))
      answer(asked, role, `The role ${name} is there; give it by: users grant <user> ${name}`)
    })
}

function changeCommand(): Command {
  return answering('change', 'change what a role made here allows')
    .argument('<name>')
    .option('--description <words>', 'what it is for; stays as it is without')
    .requiredOption(...PERMISSION, collect)
    .action(async (name: string, options: RoleOptions) => {
      const { permission: permissions, ...asked } = options
      const before = (await listRoles(COMMAND_LINE)).find((role) => role.name === name)
      if (!before) throw new CommandRefused(`There is no role ${name}.`)
      const role = { name, description: options.description ?? before.description, permissions }
      done(await changeRole(COMMAND_LINE, role), wordsFor(role))
      answer(asked, role, `From now on ${name} allows: ${permissions.join(' ') || 'nothing'}`)
    })
}

function deleteCommand(): Command {
  return answering('delete', 'delete a role, and take it from everyone')
    .argument('<name>')
    .requiredOption('--yes', 'really')
    .action(async (name: string, options: Asked) => {
      const words = wordsFor({ name, description: '', permissions: [] })
      done(await deleteRole(COMMAND_LINE, { name }), words)
      answer(options, { name, deleted: true }, `The role ${name} is gone.`)
    })
}

function wordsFor({ name, permissions }: RoleInput) {
  const unknown = permissions.find((one) => !ALL_PERMISSIONS.some((known) => known === one))
  return {
    'bad-name': 'A name is up to 40 of a-z, 0-9 and -.',
    'description-too-long': 'That description is too long.',
    'unknown-permission': `There is no permission ${unknown}. There are: ${ALL_PERMISSIONS.join(' ')}`,
    'beyond-you': 'It allows something that you may not do.',
    already: `There is a role ${name}, or somebody holds one.`,
    'built-in': `${name} comes with the product and stays as it is.`,
    'unknown-role': `There is no role ${name}.`,
  }
}

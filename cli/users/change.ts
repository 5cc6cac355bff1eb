/** The commands that change users: `gatehouse users create`, `grant`, `disable` and others. */
import type { Command } from 'commander'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { keepFactors, MAX_REASON, resetFactors } from '@/lib/factors/reset'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { createUser } from '@/lib/users/create'
import { deleteUser } from '@/lib/users/delete'
import { disableUser, enableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import { verifyUser } from '@/lib/users/verify'
import { answer, answering, collect, done, type Asked } from '@/cli/answer'
import type { UserId } from '@/lib/base/ids'
import { requireUser } from './find'

/** The first two never occur: the command line is no user and has every permission. */
const COMMON = {
  yourself: 'Nobody does this to themselves.',
  'beyond-you': 'They may do something that you may not.',
  'not-found': 'The user is gone.',
}
const LAST_ADMINISTRATOR =
  'They are the last administrator who can log in: have another one choose a password first.'
const TOO_MANY = 'That is more roles than an access token has room for.'

interface CreateOptions extends Asked {
  email: string
  name: string
  role: string[]
}

/**
 * `create --email <address> [--name <name>] [--role <role>…]` creates a user and prints a link to
 * choose a password. Fails on an invalid or taken address, a long name, or an unknown role.
 */
export function createCommand(): Command {
  return answering('create', 'create a user, who chooses a password by a link')
    .requiredOption('--email <address>', 'their address')
    .option('--name <name>', 'their name', '')
    .option('--role <role>', 'a role they hold; may be given again', collect, [])
    .action(async ({ email, name, role, ...options }: CreateOptions) => {
      const created = done(await createUser(COMMAND_LINE, { email, name, roles: role }), {
        ...COMMON,
        'bad-address': `${email} is no address.`,
        'address-taken': `${email} has an account already.`,
        'name-too-long': 'That name is too long.',
        'unknown-role': 'There is no such role; see: roles list',
        'too-large': TOO_MANY,
      })
      const { userId: id, link } = created
      answer(options, { id, email, link: link.url, expiresAt: link.expiresAt }, [
        `${email} is ${id}. By this link they choose a password, until ${link.expiresAt.toISOString()}:`,
        link.url,
      ])
    })
}

/** `grant <user> <role>`. Fails on an unknown role, one already held, or too many for a token. */
export function grantCommand(): Command {
  return roleCommand('grant', 'give a role to a user', async (id, role) => {
    const refusals = { ...COMMON, 'unknown-role': `There is no role ${role}; see: roles list` }
    const already = `They hold ${role} already.`
    const result = await grantRole(COMMAND_LINE, { userId: id, role })
    done(result, { ...refusals, already, 'too-large': TOO_MANY })
    return { id, role, granted: true }
  })
}

/** `revoke <user> <role>`. Fails when it is not held, or for the last administrator. */
export function revokeCommand(): Command {
  return roleCommand('revoke', 'take a role from a user', async (id, role) => {
    const refusals = { ...COMMON, 'not-held': `They do not hold ${role}.` }
    const result = await revokeRole(COMMAND_LINE, { userId: id, role })
    done(result, { ...refusals, 'last-administrator': LAST_ADMINISTRATOR })
    return { id, role, granted: false }
  })
}

function roleCommand(
  name: string,
  summary: string,
  act: (id: UserId, role: string) => Promise<{ id: UserId; role: string; granted: boolean }>,
): Command {
  return answering(name, summary)
    .argument('<user>', 'id or address')
    .argument('<role>', 'its name')
    .action(async (idOrEmail: string, role: string, options: Asked) => {
      const { id, email } = await requireUser(idOrEmail)
      const value = await act(id, role)
      answer(options, value, `${email} ${value.granted ? 'holds' : 'no longer holds'} ${role}.`)
    })
}

/** `disable <user>`. Fails when already disabled, or for the last administrator. */
export function disableCommand(): Command {
  return userCommand('disable', 'shut a user out at once', async ({ id, email }) => {
    const already = `${email} is disabled already.`
    const result = await disableUser(COMMAND_LINE, { userId: id })
    done(result, { ...COMMON, already, 'last-administrator': LAST_ADMINISTRATOR })
    return [{ id, disabled: true }, `${email} is shut out.`]
  })
}

/** `enable <user>`. Fails when the user is not disabled. */
export function enableCommand(): Command {
  return userCommand('enable', 'let a disabled user log in again', async ({ id, email }) => {
    const result = await enableUser(COMMAND_LINE, { userId: id })
    done(result, { ...COMMON, already: `${email} is not disabled.` })
    return [{ id, disabled: false }, `${email} may log in again.`]
  })
}

/** `verify <user>`, where no mail can do so. Fails when the address is verified already. */
export function verifyCommand(): Command {
  return userCommand(
    'verify',
    'mark the address of a user as verified, whom no mail reaches',
    async ({ id, email }) => {
      const result = await verifyUser(COMMAND_LINE, { userId: id })
      done(result, { ...COMMON, already: `${email} is verified already.` })
      return [{ id, verified: true }, `${email} is verified.`]
    },
  )
}

interface ResetFactorsOptions extends Asked {
  reason: string
  now?: true
}

/** `reset-factors <user> --reason <why> [--now]`. Fails for a user without a second factor. */
export function resetFactorsCommand(): Command {
  return answering('reset-factors', 'remove the second factor of a user who has lost it')
    .argument('<user>', 'id or address')
    .requiredOption('--reason <why>', 'why; it is recorded')
    .option('--now', 'at once, also if the user still has recovery codes')
    .action(async (idOrEmail: string, { reason, now, ...options }: ResetFactorsOptions) => {
      const { id, email } = await requireUser(idOrEmail)
      const reset = { userId: id, reason, isNow: now === true }
      const { dueAt } = done(await resetFactors(COMMAND_LINE, reset), {
        ...COMMON,
        'no-factor': `${email} has no second factor.`,
        'no-reason': 'Say why.',
        'long-reason': `Say why in at most ${MAX_REASON} characters.`,
        already: `It is planned already; see: users keep-factors, or --now.`,
      })
      answer(options, { id, dueAt }, [
        dueAt > new Date()
          ? `${email} logs in with the password alone from ${dueAt.toISOString()} on, unless a code is used before.`
          : `${email} logs in with the password alone now.`,
      ])
    })
}

/** `keep-factors <user>` takes a planned removal back. Fails where none is planned. */
export function keepFactorsCommand(): Command {
  return userCommand(
    'keep-factors',
    'take back the planned removal of a second factor',
    async ({ id, email }) => {
      const result = await keepFactors(COMMAND_LINE, { userId: id })
      done(result, { ...COMMON, 'not-planned': `No removal is planned for ${email}.` })
      return [{ id, kept: true }, `${email} keeps the second factor.`]
    },
  )
}

/** `delete <user> --yes`. Fails for the last administrator. */
export function deleteCommand(): Command {
  const command = userCommand('delete', 'delete a user for good', async ({ id, email }) => {
    const result = await deleteUser(COMMAND_LINE, { userId: id })
    // `--yes` replaces the email address that the page asks for.
    done(result, {
      ...COMMON,
      'last-administrator': LAST_ADMINISTRATOR,
      'not-confirmed': COMMON['not-found'],
    })
    return [{ id, deleted: true }, `${email} is deleted; what happened stays on record as ${id}.`]
  })
  return command.requiredOption('--yes', 'really')
}

/** `reset-link <user>` prints a link for a new password. Fails when the user is disabled. */
export function resetLinkCommand(): Command {
  return userCommand(
    'reset-link',
    'make a link by which a user chooses a new password',
    async ({ id, email }) => {
      const disabled = `${email} is disabled: enable them first.`
      const result = await createResetLink(COMMAND_LINE, { userId: id })
      const { link } = done(result, { ...COMMON, disabled })
      const { url, expiresAt } = link
      const until = expiresAt.toISOString()
      return [{ id, link: url, expiresAt }, `Works once, until ${until}, for ${email}:\n${url}`]
    },
  )
}

function userCommand(
  name: string,
  summary: string,
  act: (user: { id: UserId; email: string }) => Promise<[object, string]>,
): Command {
  return answering(name, summary)
    .argument('<user>', 'id or address')
    .action(async (idOrEmail: string, options: Asked) => {
      const [value, words] = await act(await requireUser(idOrEmail))
      answer(options, value, words)
    })
}

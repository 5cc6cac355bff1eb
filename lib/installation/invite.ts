/** Tells the person who starts an installation without an administrator how to make one. */
import { isRoleHeld } from '@/db/queries/role-grants'
import { ADMINISTRATOR } from '@/lib/permissions/roles'
import { newSetupLink } from '@/lib/users/setup'

/**
 * Prints one line with a link, where nobody can log in. It goes to the terminal alone: whatever
 * keeps logs must not keep a key to everything. Where there are users, one of them may be made one.
 */
export async function inviteFirstAdministrator(): Promise<void> {
  const link = await newSetupLink()
  if (link) process.stdout.write(`Make the first administrator: ${link}\n`)
  else if (!(await isRoleHeld(ADMINISTRATOR))) process.stdout.write(NO_ADMINISTRATOR)
}

const NO_ADMINISTRATOR =
  'There is no administrator yet. Make a user one: ' +
  'npm run gatehouse -- users grant <email> administrator\n'

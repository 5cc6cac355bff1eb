/** Prints how to create an administrator, if the installation has none. */
import { isRoleHeld } from '@/db/queries/role-grants'
import { ADMINISTRATOR } from '@/lib/permissions/roles'
import { newSetupLink } from '@/lib/users/setup'

/**
 * Prints one line with a link if no user can log in. It goes only to the terminal: logs must not
 * contain a link that gives full access. Otherwise prints how to promote a user.
 */
export async function printSetupLink(): Promise<void> {
  const link = await newSetupLink()
  if (link) process.stdout.write(`Make the first administrator: ${link}\n`)
  else if (!(await isRoleHeld(ADMINISTRATOR))) process.stdout.write(NO_ADMINISTRATOR)
}

const NO_ADMINISTRATOR =
  'There is no administrator yet. Make a user one: ' +
  'npm run gatehouse -- users grant <email> administrator\n'

/** Tells whoever starts an empty installation how its first administrator is made. */
import { newSetupLink } from '@/lib/users/setup'

/**
 * Prints one line with a link, on a database without users. It goes to the terminal alone: whatever
 * keeps logs must not keep a key to everything.
 */
export async function inviteFirstAdministrator(): Promise<void> {
  const link = await newSetupLink()
  if (link) process.stdout.write(`Make the first administrator: ${link}\n`)
}

/** Finds the application that a command names. */
import { showApp, type AppDetails } from '@/lib/apps/list'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { CommandRefused } from '../answer'

/** @throws CommandRefused if there is none. */
export async function requireApp(id: string): Promise<AppDetails> {
  const app = await showApp(COMMAND_LINE, id)
  if (!app) throw new CommandRefused(noApp(id))
  return app
}

export function noApp(id: string): string {
  return `There is no application ${id}.`
}

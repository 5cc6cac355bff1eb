/** Settings for tests, read by the same parser as at a start. */
import { randomBytes } from 'node:crypto'
import { parseSettings, type Settings } from '@/lib/base/env'

/** The defaults, with these changes. */
export function givenSettings(source: Record<string, string> = {}): Settings {
  const parsed = parseSettings({ AUTH_SECRET: newSecret(), ...source })
  if (!parsed.ok) throw new Error(parsed.faults.join(' '))
  return parsed.settings
}

/** A secret like those of `openssl rand -base64 32`. */
export function newSecret(): string {
  return randomBytes(32).toString('base64')
}

/** The ring of signing keys: with the times of a test, and what is in it. */
import { listSigningKeys } from '@/db/queries/signing-keys'
import { rotateKeys } from '@/lib/keys/rotate'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { otherProgram } from './other-program'
import { at, LAPTOP, NOW } from './people'
import { changeSigningKeys } from './rows'

/** The ring, created and activated at `NOW`. */
export async function givenRing(): Promise<void> {
  await changeSigningKeys({ createdAt: NOW })
  await otherProgram(
    'UPDATE signing_keys SET activated_at = created_at WHERE activated_at IS NOT NULL',
  )
}

/** A key that signed until `NOW`. @returns its id */
export async function givenRetired(): Promise<string> {
  const { active } = await ring()
  await changeSigningKeys({ createdAt: at(-400) })
  await rotateKeys(COMMAND_LINE, LAPTOP, NOW)
  return active
}

/** The id of the key of each status. */
export async function ring() {
  const keys = await listSigningKeys()
  const of = (status: string) => keys.find((key) => key.status === status)?.id ?? ''
  return { active: of('active'), next: of('next'), retiring: of('retiring') }
}

/** Shows which secrets of `AUTH_SECRET` are still needed. */
import { listDataKeys } from '@/db/queries/data-keys'
import { listSigningKeys } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { wrapperPosition } from './wrapping'

export interface SecretStatus {
  /** In the order of the list; the first one wraps. */
  secrets: { position: number; wraps: number; mayGo: boolean }[]
  /** Keys that no secret of the list opens. */
  foreign: number
}

/** How many keys in the database each secret of the list wraps. Reveals nothing of a secret. */
export async function secretStatus(operator: Operator): Promise<SecretStatus> {
  assertMay(operator, 'keys:read')
  const rows = [...(await listDataKeys()), ...(await listSigningKeys())]
  const positions = await Promise.all(rows.map(({ wrapped }) => wrapperPosition(wrapped)))
  return {
    secrets: env().authSecrets.map((_secret, index) => {
      const wraps = positions.filter((position) => position === index).length
      return { position: index + 1, wraps, mayGo: index > 0 && wraps === 0 }
    }),
    foreign: positions.filter((position) => position === null).length,
  }
}

/** Finds a session's list and its position there. */
import { LIST_SIZE } from '@/db/queries/installation'
import type { Settings } from '@/lib/base/env'
import { STATUS_LISTS } from '@/lib/base/routes'
import { ALGORITHMS } from '@/lib/tokens/algorithms'
import type { AccessClaims } from '@/lib/tokens/claims'

/** The number of the list that contains `statusIndex`, and the position in it. */
export function positionOf(statusIndex: number): { list: number; position: number } {
  return { list: Math.floor(statusIndex / LIST_SIZE), position: statusIndex % LIST_SIZE }
}

/** The URL of a list, which is also its `sub`. */
export function listUri(list: number, appOrigin: string): string {
  return `${appOrigin}${STATUS_LISTS}/${list}`
}

/**
 * The claim that points to the session's status. Empty with HS256, since services could not verify
 * the list, and for sessions older than the lists.
 *
 * @see draft-ietf-oauth-status-list-20 §6.2
 */
export function statusOf(
  statusIndex: number | null,
  { appOrigin, tokenAlgorithm }: Settings,
): Pick<AccessClaims, 'status'> {
  if (statusIndex === null || !ALGORITHMS[tokenAlgorithm].asymmetric) return {}
  const { list, position } = positionOf(statusIndex)
  return { status: { status_list: { idx: position, uri: listUri(list, appOrigin) } } }
}

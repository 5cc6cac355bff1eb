/** Which refresh tokens of a session are honest: the rule on which theft is told from bad luck. */
import type { SessionRecord } from '@/db/queries/sessions'

type Generations = Pick<SessionRecord, 'generation' | 'confirmedGeneration'>

/**
 * `newest`: the one in use; it may be traded. `predecessor`: an answer may have been lost, and the
 * newest has never been shown to us; it gets that one again. `copied`: its browser holds a newer
 * one, so another has kept it. `unknown`: it never was.
 */
export type Generation = 'newest' | 'predecessor' | 'copied' | 'unknown'

/**
 * What a refresh token of generation `gen` is to its session, however long ago it was issued.
 *
 * @see RFC 9700 §4.14.2
 */
export function generationOf(
  gen: number,
  { generation: newest, confirmedGeneration }: Generations,
): Generation {
  if (gen > newest) return 'unknown'
  if (gen === newest) return 'newest'
  const isNewestConfirmed = confirmedGeneration >= newest
  return gen === newest - 1 && !isNewestConfirmed ? 'predecessor' : 'copied'
}

/** Decides whether an old refresh token means a stolen copy or a lost answer. */
import type { SessionRecord } from '@/db/queries/sessions'

type Generations = Pick<SessionRecord, 'generation' | 'confirmedGeneration'>

/**
 * `newest`: the current generation; it may be refreshed. `predecessor`: the newest is not
 * confirmed, so the answer with it may have been lost; the predecessor gets it again. `copied`: the
 * client has stored a newer one, so this is a copy. `unknown`: never issued.
 */
export type Generation = 'newest' | 'predecessor' | 'copied' | 'unknown'

/**
 * Classifies a refresh token of generation `gen`, whatever its age.
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

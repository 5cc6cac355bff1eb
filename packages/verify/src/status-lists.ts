/** The issuer's status lists that are in use. */
import { ask, type AskOptions } from './ask.js'
import type { StatusPlace } from './claims.js'
import type { Clock } from './clock.js'
import { VerifierUnavailable } from './errors.js'
import { keep, type Had, type Kept } from './keep.js'
import type { FindKey } from './keys.js'
import { isMarked, readStatusList, type StatusList } from './status-list-token.js'

export interface ListsOptions {
  readonly issuer: string
  readonly asking: AskOptions
  readonly findKey: FindKey
  readonly clock: Clock
  readonly toleranceSeconds: number
  readonly maxStaleMs: number
}

/**
 * `valid` or `ended`; `unknown` if there is no such list or index.
 *
 * @throws VerifierUnavailable
 */
export type FindStatus = (place: StatusPlace) => Promise<'valid' | 'ended' | 'unknown'>

interface HeldList extends StatusList {
  readonly tag: string | null
}

/** Each is a million sessions in 128 KiB. The most recently used are kept. */
const MAX_LISTS = 16
/** The last segment of a list's URL, which cannot lead elsewhere. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/

export function remoteStatuses(options: ListsOptions): FindStatus {
  const { issuer, clock, maxStaleMs } = options
  const lists = new Map<string, Kept<HeldList>>()
  const prefix = `${issuer}/api/v1/status-lists/`

  function listAt(uri: string): Kept<HeldList> {
    const list =
      lists.get(uri) ??
      keep({ load: (last: HeldList | null) => loadList(uri, last, options), clock, maxStaleMs })
    lists.delete(uri)
    lists.set(uri, list)
    const [oldest] = lists.keys()
    if (lists.size > MAX_LISTS && oldest !== undefined) lists.delete(oldest)
    return list
  }

  return async ({ idx, uri }) => {
    // Whatever the token says, only lists of the issuer are requested.
    if (!uri.startsWith(prefix) || !NAME.test(uri.slice(prefix.length))) return 'unknown'
    try {
      const marked = isMarked(await listAt(uri).read(), idx)
      return marked === null ? 'unknown' : marked ? 'ended' : 'valid'
    } catch (error) {
      throw new VerifierUnavailable('status list', error)
    }
  }
}

async function loadList(
  uri: string,
  last: HeldList | null,
  { asking, findKey, clock, toleranceSeconds }: ListsOptions,
): Promise<Had<HeldList>> {
  const expiresIn = ({ exp }: StatusList) => exp + toleranceSeconds - clock.now().getTime() / 1000
  // A list that expires within its `ttl` must be loaded again, not confirmed.
  const tag = last && expiresIn(last) > last.ttl ? last.tag : null
  const answer = await ask({ url: uri, accept: 'application/statuslist+jwt', tag }, asking)
  const list =
    answer.text === null
      ? last
      : await readStatusList(answer.text, { uri, findKey, now: clock.now(), toleranceSeconds })
  if (!list) throw new Error('The answer is no status list')
  const freshSeconds = Math.min(list.ttl - answer.ageSeconds, expiresIn(list))
  if (freshSeconds <= 0) throw new Error('The status list that was answered is too old')
  return { value: { ...list, tag: answer.tag }, freshMs: freshSeconds * 1000 }
}

/** A process that refreshes and ends sessions as fast as it can until the test kills it. */
import { writeSync } from 'node:fs'
import { LAPTOP } from '../support/people'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { refreshSession } from '@/lib/sessions/refresh'

const STDOUT = 1
/** Written synchronously: every line was acknowledged before the process died. */
const say = (word: string, index: number, token = '') =>
  writeSync(STDOUT, `${word} ${index} ${token}\n`)

const tokens = process.argv.slice(2)
say('ready', 0)
for (let turn = 0; ; turn += 1) {
  const index = turn % tokens.length
  const token = tokens[index]
  if (!token) continue
  // Refreshes each session many times and ends it once, one after the other.
  if (turn > 0 && turn % 17 === 0) {
    say('ending', index)
    await endOwnSessions({ access: null, refresh: token }, turn % 2 ? 'this' : 'everywhere', LAPTOP)
    say('ended', index)
    tokens[index] = ''
    continue
  }
  const result = await refreshSession({ token, from: LAPTOP })
  if (!result.ok) {
    say('refused', index, result.reason)
    break
  }
  say('refreshed', index, result.tokens.refresh)
  tokens[index] = result.tokens.refresh
}

/** Races refreshes against an ending over one or more servers. */
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { LAPTOP } from './people'
import type { RefreshAnswer, RefreshBy } from './refresh-form'
import { tokensFor } from './session'

const RACERS = 20

/**
 * Logs the user out everywhere during refreshes of one token, `rounds` times.
 *
 * @returns how many refreshes came before an ending, and the tokens that still worked after it
 */
export async function raceLogOut(
  person: { email: string; password: string },
  refresh: RefreshBy,
  ports: readonly number[],
  rounds: number,
): Promise<{ minted: number; alive: RefreshAnswer[] }> {
  let minted = 0
  const alive: RefreshAnswer[] = []
  for (let round = 0; round < rounds; round += 1) {
    const tokens = await tokensFor(person)
    const racing = Array.from({ length: RACERS }, async (_, i) => {
      await pause(Math.random() * 40)
      return refresh(ports[i % ports.length] ?? 0, tokens.refresh)
    })
    // Even on a slow machine some refreshes come before the ending and others after it.
    await (round % 2 ? Promise.race(racing) : pause(Math.random() * 40))
    if (!(await endOwnSessions(tokens, 'everywhere', LAPTOP))) throw new Error('Nothing was ended')
    for (const answer of await Promise.all(racing)) {
      if (answer.refresh) minted += 1
      if (await isAlive(answer)) alive.push(answer)
    }
  }
  return { minted, alive }
}

async function isAlive({ refresh, access }: RefreshAnswer): Promise<boolean> {
  if (refresh && (await sessionOfRefreshToken(refresh, new Date()))) return true
  return access !== null && (await authenticate(access, 'web')).ok
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis))
}

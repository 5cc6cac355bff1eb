/** Uses a server without a pause, as a browser and as a device. */
import { decodeProtectedHeader } from 'jose'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, type Answer } from './http'
import type { TestServer } from './server'
import { cookieHeader, tokensFor } from './session'

const PAUSE_MS = 20

interface Person {
  email: string
  password: string
}

export interface SteadyUse {
  /** The id of the key that signed the newest token. */
  newestKid(): string
  /** @returns the status of every answer, newest last */
  stop(): Promise<number[]>
}

/**
 * Reads a page with the cookies of a browser, and calls the API with the first and the newest token
 * of a device, which refreshes each time.
 */
export function steadyUse(port: number, server: TestServer, person: Person): SteadyUse {
  const origin = `http://127.0.0.1:${port}`
  const host = new URL(server.origin).host
  const statuses: number[] = []
  let newest = ''
  let isOver = false

  const get = async (path: string, headers: Record<string, string>) => {
    statuses.push((await ask(origin + path, { headers: { host, ...headers } })).status)
  }
  const trade = async (path: string, body: object): Promise<Traded> => {
    const headers = { host, 'content-type': 'application/json' }
    const answer = await ask(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    statuses.push(answer.status)
    const tokens = tradedBy(answer)
    newest = decodeProtectedHeader(tokens.access_token).kid ?? ''
    return tokens
  }
  const use = async () => {
    const browser = await tokensFor(person)
    const first = await trade('/api/v1/auth/login', person)
    let device = first
    while (!isOver) {
      device = await trade('/api/v1/auth/refresh', { refresh_token: device.refresh_token })
      await get('/dashboard', { cookie: cookieHeader({ access: browser.access }) })
      for (const { access_token: token } of [first, device]) {
        await get('/api/v1/me', { authorization: `Bearer ${token}` })
      }
      await sleep(PAUSE_MS)
    }
  }
  const ended = use()
  ended.catch(() => undefined)

  return {
    newestKid: () => newest,
    async stop() {
      isOver = true
      await ended
      return statuses
    },
  }
}

interface Traded {
  access_token: string
  refresh_token: string
}

function tradedBy({ status, body }: Answer): Traded {
  if (status !== 200) throw new Error(`No tokens, but ${status}: ${body}`)
  return JSON.parse(body) as Traded
}

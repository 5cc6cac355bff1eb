/** Refreshes over HTTP as a browser without JavaScript does, with the form of the refresh page. */
import { Agent, request } from 'node:http'
import { ask, fromPageOn, hiddenFields, multipart } from './http'

export interface RefreshAnswer {
  status: number
  /** The new refresh token; null when the answer sets none. */
  refresh: string | null
  access: string | null
  /** True when the answer deletes the cookies. */
  cleared: boolean
}

/** Sends `access` too, when given. */
export type RefreshBy = (port: number, token: string, access?: string) => Promise<RefreshAnswer>

/** Reads the form from one server; every instance of the same build accepts it. */
export async function refreshForm(origin: string): Promise<RefreshBy> {
  const { body } = await ask(`${origin}/session/refresh?next=%2Fdashboard`)
  const sent = multipart(hiddenFields(body, 'name="next"'))
  const agent = new Agent({ keepAlive: true, maxSockets: 250 })
  const headers = { ...sent.headers, ...fromPageOn(origin), host: new URL(origin).host }

  return (port, token, access) =>
    new Promise((resolve, reject) => {
      const call = request({
        host: '127.0.0.1',
        port,
        path: '/session/refresh',
        method: 'POST',
        agent,
        headers: {
          ...headers,
          cookie: `gh_refresh=${token}${access ? `; gh_access=${access}` : ''}`,
          'content-length': Buffer.byteLength(sent.body ?? ''),
        },
      })
      call.on('error', reject)
      call.on('response', (response) => {
        const cookies = response.headers['set-cookie'] ?? []
        const value = (name: string) =>
          cookies.map((line) => new RegExp(`^${name}=([^;]+)`).exec(line)?.[1]).find(Boolean) ??
          null
        response.resume().on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            refresh: value('gh_refresh'),
            access: value('gh_access'),
            cleared: cookies.some((line) => /^gh_refresh=;.*Max-Age=0/i.test(line)),
          }),
        )
        response.on('error', reject)
      })
      call.end(sent.body)
    })
}

export interface Load {
  goesOn: boolean
  /** How many refreshes got new tokens. */
  refreshes: number
}

/**
 * An honest client that refreshes while the load lasts. When an answer is lost, it tries again with
 * the token that it holds.
 */
export async function keepRefreshing(
  refresh: RefreshBy,
  port: number,
  first: string,
  load: Load,
): Promise<string> {
  let token = first
  while (load.goesOn) {
    const answer = await refresh(port, token).catch(() => null)
    if (answer?.cleared) return 'refused'
    if (answer?.refresh) {
      token = answer.refresh
      load.refreshes += 1
    } else {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return 'never refused'
}

/** Sends requests over a few connections that stay open, as a reverse proxy does. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http'

export const CONNECTIONS = 4

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  setCookies: string[]
  body: string
}

export interface Client {
  origin: string
  send(path: string, sent?: Sent): Promise<Answer>
  close(): void
}

/** @param connections at most this many requests run at once; others wait */
export function clientOf(port: number, connections = CONNECTIONS): Client {
  // An app closes idle connections after 5 s, perhaps just when a request is sent.
  const agent = new Agent({ keepAlive: true, maxSockets: connections, timeout: 2000 })
  const host = `localhost:${port}`
  const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, method, agent }
      const call = request({ ...options, headers: { host, ...headers } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            setCookies: response.headers['set-cookie'] ?? [],
            body: Buffer.concat(chunks).toString(),
          }),
        )
      })
      call.on('error', reject)
      if (body !== undefined) call.setHeader('content-length', Buffer.byteLength(body))
      call.end(body)
    })
  return { origin: `http://${host}`, send, close: () => agent.destroy() }
}

/** @throws unless the answer is what is measured: a redirect must never count as a page. */
export function expectAnswer(answer: Answer, status: number, text = ''): Answer {
  if (answer.status === status && answer.body.includes(text)) return answer
  const seen = `${answer.status} ${answer.headers.location ?? ''} ${answer.body.slice(0, 500)}`
  throw new Error(`Expected ${status} with “${text}”, but the answer was ${seen}`)
}

/** The `Cookie` header of a browser that keeps what this answer sets. */
export function cookiesOf({ setCookies }: Answer): string {
  return setCookies
    .map((line) => line.split(';', 1)[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ')
}

/** The value of one cookie that this answer sets. */
export function cookieOf({ setCookies }: Answer, name: string): string {
  const found = setCookies.find((line) => line.startsWith(`${name}=`))?.split(/[=;]/)[1]
  if (!found) throw new Error(`The answer sets no cookie ${name}`)
  return found
}

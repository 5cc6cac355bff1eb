/** A real application's end of back-channel log-out, which can also refuse, hang and be down. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { decodeJwt, decodeProtectedHeader } from 'jose'

/** A status, or no answer at all. */
type Mood = number | 'hang' | 'cut' | 'redirect'

export interface LogoutReceiver {
  readonly url: string
  /** The logout tokens that came, oldest first. */
  readonly tokens: string[]
  mood: Mood
  /** Connections whose sender still waits for an answer. */
  readonly open: number
  /** Resolves when so many tokens have come. */
  until(count: number): Promise<void>
  stop(): Promise<void>
}

export async function startLogoutReceiver({ port = 0 } = {}): Promise<LogoutReceiver> {
  const tokens: string[] = []
  const waiting: { count: number; tell: () => void }[] = []
  const state: { mood: Mood } = { mood: 200 }
  const sockets = new Set<Socket>()
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (piece: Buffer) => (body += piece.toString()))
    req.on('end', () => {
      const isForm = req.headers['content-type'] === 'application/x-www-form-urlencoded'
      const token = isForm ? new URLSearchParams(body).get('logout_token') : null
      if (req.method === 'POST' && token !== null) tokens.push(token)
      const { mood } = state
      if (mood === 'cut') res.destroy()
      else if (mood === 'redirect') res.writeHead(307, { location: `${req.url}/elsewhere` }).end()
      else if (mood !== 'hang') res.writeHead(mood).end('a body that nobody reads')
      for (const { count, tell } of waiting) if (tokens.length >= count) tell()
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(server, port)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ended`,
    tokens,
    get mood() {
      return state.mood
    },
    set mood(mood) {
      state.mood = mood
    },
    get open() {
      return sockets.size
    },
    until: (count) =>
      new Promise((resolve) => {
        if (tokens.length >= count) resolve()
        else waiting.push({ count, tell: resolve })
      }),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

/** What a logout token says. Nothing is verified. */
export function readLogoutToken(token: string) {
  return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
}

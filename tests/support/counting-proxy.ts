/** A reverse proxy that knows which requests are open and which were made. */
import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage } from 'node:http'

export interface CountingProxy {
  /** Paths with query of the open requests. */
  underWay(): string[]
  /** Paths with query of all requests so far. */
  asked(): string[]
  stop(): Promise<void>
}

/** Passes everything on to `target` on this machine. */
export async function startCountingProxy(port: number, target: number): Promise<CountingProxy> {
  const open = new Set<IncomingMessage>()
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming
    asked.push(path ?? '')
    open.add(incoming)
    const passed = forward({ host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => outgoing.destroy())
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => {
      open.delete(incoming)
      passed.destroy()
    })
    incoming.pipe(passed)
  })
  // On a busy machine a client may use a connection again after Node's five seconds.
  server.keepAliveTimeout = 65_000
  server.listen(port)
  await once(server, 'listening')
  return {
    underWay: () => [...open].map(({ url }) => url ?? ''),
    asked: () => asked,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

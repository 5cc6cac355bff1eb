/** A forward proxy that makes a browser behave as if it refused cookies. */
import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CookielessProxy {
  origin: string
  stop(): Promise<void>
}

/** Passes everything on except `Set-Cookie`. */
export async function startCookielessProxy(): Promise<CookielessProxy> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming
    const passed = forward(url, { method, headers }, (answer) => {
      delete answer.headers['set-cookie']
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => outgoing.destroy())
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

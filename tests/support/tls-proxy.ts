/** A reverse proxy that terminates TLS, as in production. */
import { once } from 'node:events'
import { request as forward } from 'node:http'
import { createServer } from 'node:https'
import { generate } from 'selfsigned'

export interface TlsProxy {
  port: number
  stop(): Promise<void>
}

/** Passes everything on to `target` on this machine, with the headers that proxies add. */
export async function startTlsProxy(port: number, target: number): Promise<TlsProxy> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keySize: 2048,
  })
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const headers = {
      ...incoming.headers,
      'x-forwarded-for': incoming.socket.remoteAddress ?? '',
      'x-forwarded-proto': 'https',
    }
    const { method, url: path } = incoming
    const passed = forward({ host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }).listen(port)
  await once(server, 'listening')
  return {
    port,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

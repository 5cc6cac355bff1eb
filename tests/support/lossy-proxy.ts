/** A TCP proxy that loses answers. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

export interface LossyProxy {
  port: number
  close(): Promise<void>
}

/** Passes requests on to `port`, and closes the connection when an answer begins to arrive. */
export async function losingAnswersOf(port: number): Promise<LossyProxy> {
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1')
    client.pipe(server)
    server.once('data', () => {
      client.destroy()
      server.destroy()
    })
    for (const socket of [client, server]) socket.on('error', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    async close() {
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

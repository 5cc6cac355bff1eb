/** A small load balancer: each request goes to the next instance, skipping dead ones. */
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Balancer {
  port: number
  /** The instances to use. */
  ports: number[]
  /** How many requests each instance has answered. */
  answered: Map<number, number>
  close(): Promise<void>
}

export async function startBalancer(): Promise<Balancer> {
  let turn = 0
  const answered = new Map<number, number>()
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('error', () => outgoing.destroy())
    incoming.on('end', () => {
      turn += 1
      const order = balancer.ports.map((_, i, all) => all[(turn + i) % all.length] ?? 0)
      pass(order, incoming, Buffer.concat(chunks), outgoing)
    })
  })

  function pass(
    ports: number[],
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
  ) {
    const [port, ...others] = ports
    if (port === undefined) return void outgoing.writeHead(502).end('No copy answers')
    const { method, url: path, headers } = incoming
    const peer = incoming.socket.remoteAddress ?? ''
    const call = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { ...headers, connection: 'close', 'x-forwarded-for': peer },
    })
    call.on('response', (answer) => {
      answered.set(port, (answered.get(port) ?? 0) + 1)
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
      outgoing.on('close', () => answer.destroy())
    })
    call.on('error', (error: NodeJS.ErrnoException) => {
      // Only a refused connection is safe to retry elsewhere: a POST must not run twice.
      if (error.code === 'ECONNREFUSED') pass(others, incoming, body, outgoing)
      else outgoing.destroy()
    })
    call.end(body)
  }

  server.listen(0)
  await once(server, 'listening')
  const balancer: Balancer = {
    port: (server.address() as AddressInfo).port,
    ports: [],
    answered,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return balancer
}

/** Memory after many requests, and after as many again: a leak shows in the difference. */
import { clientOf } from './client'
import { sendAll } from './rounds'
import type { App } from './app'

export interface Memory {
  app: string
  /** Resident mebibytes after the log-in, after the first half and after the second. */
  startMib: number
  firstMib: number
  secondMib: number
}

/** Takes a new process, in which no other row has run. */
export async function measureMemory(
  app: App,
  { port, folder, requests }: { port: number; folder: string; requests: number },
): Promise<Memory> {
  const server = await app.start(port, folder)
  const client = clientOf(port)
  try {
    const { senders } = await app.visit(client)
    const read = async () => (await server.usage()).rssMib
    const startMib = await read()
    await sendAll(senders.protected, requests)
    const firstMib = await read()
    await sendAll(senders.protected, requests)
    return { app: app.name, startMib, firstMib, secondMib: await read() }
  } finally {
    client.close()
    await server.stop()
  }
}

/** What applications of other people's making have in common. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AppInput } from '@/lib/apps/entered'
import { freePort } from './free-port'
import { givenApp } from './oauth-apps'

/** What an application is told about Gatehouse. */
export interface Registration {
  readonly issuer: string
  readonly id: string
  readonly secret: string
  /** Of the application itself. */
  readonly origin: string
}

export interface ForeignApp {
  readonly origin: string
  readonly id: string
  stop(): Promise<void>
}

export type Answer = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** Registers an application at `issuer`, and runs it. */
export async function startForeignApp(
  issuer: string,
  inputFor: (origin: string) => Partial<AppInput>,
  answerFor: (registration: Registration) => Answer,
): Promise<ForeignApp> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const { app, secret } = await givenApp(inputFor(origin))
  const { id } = app
  const answer = answerFor({ issuer, id, secret: secret ?? '', origin })
  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })
  server.listen(port)
  await once(server, 'listening')
  return {
    origin,
    id,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

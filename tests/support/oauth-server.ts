/** The protocol alone on a port of its own, with a stub for our pages. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { env } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { setHeaders } from '@/lib/http/headers'
import { serveOAuth } from '@/lib/http/oauth'
import { restartWith } from './database'

/** @returns its origin, which is `APP_ORIGIN` from then on */
export async function givenOAuthServer(): Promise<string> {
  const server = createServer((req, res) => {
    const handle = async () =>
      void res.end(`page ${req.url} ${req.headers[INTERNAL_HEADERS.problem]?.toString() ?? ''}`)
    setHeaders(req, res, env())
    serveOAuth(req, res, { settings: env(), handle })
      .then((isServed) => isServed || res.writeHead(404).end())
      .catch(() => res.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  await restartWith({ APP_ORIGIN: origin })
  return origin
}

/** `npm run example:machine`: a program, and the service that it asks. */
import { serve } from '@hono/node-server'
import { once } from 'node:events'
import { stock, token } from './machine'
import { service } from './service'
import { settings } from './settings'

if (!settings.clientId) throw new Error('Set CLIENT_ID and CLIENT_SECRET; README.md says how.')
const server = serve({ fetch: service.fetch, port: settings.port })
await once(server, 'listening')
console.log(`The stock is at ${settings.origin}, for tokens of ${settings.issuer.origin}`)

for (const [what, accessToken] of [
  ['With a token', await token()],
  ['With another text', 'a.b.c'],
] as const) {
  const answer = await stock(accessToken)
  console.log(`${what}: ${answer.status} ${await answer.text()}`)
}
server.close()

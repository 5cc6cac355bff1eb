/** `npm run example:sso` */
import { serve } from '@hono/node-server'
import { app } from './app'
import { settings } from './settings'

if (!settings.clientId) throw new Error('Set CLIENT_ID and CLIENT_SECRET; README.md says how.')
const server = serve({ fetch: app.fetch, port: settings.port }, () => {
  console.log(`Notes are at ${settings.origin}, for users of ${settings.issuer.origin}`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())

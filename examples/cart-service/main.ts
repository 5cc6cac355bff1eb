/** `npm run example:cart` */
import { serve } from '@hono/node-server'
import { service } from './service'
import { settings } from './settings'

const server = serve({ fetch: service.fetch, port: settings.port }, ({ port }) => {
  console.log(`Carts are kept at http://localhost:${port}, with tokens of ${settings.issuer}`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())

/** `npm run example:iot`: a device and the service that it sends readings to. */
import { serve } from '@hono/node-server'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, send, sendCopy } from './device'
import { service } from './service'
import { settings } from './settings'

if (!settings.clientId) throw new Error('Set CLIENT_ID; README.md says how.')
const server = serve({ fetch: service.fetch, port: settings.port })
await once(server, 'listening')
console.log(`Readings are taken at ${settings.origin}, with tokens of ${settings.issuer.origin}`)

const thermometer = await connect((address, code) => {
  console.log(`To connect the thermometer, open ${address} and type ${code}`)
})
console.log('The thermometer is connected.')
for (let i = 0; i < settings.readings; i += 1) {
  if (i > 0) await sleep(1000)
  const answer = await send(thermometer, 20 + i / 10)
  console.log(`${answer.status} ${await answer.text()}`)
}
const copy = await sendCopy(thermometer)
console.log(`A copy of its token, without its key: ${copy.status} ${await copy.text()}`)
server.close()

/** `npm run example:shop`: what a shop's app does, step by step. */
import { setTimeout as sleep } from 'node:timers/promises'
import { call, Failure, must } from './call'
import { settings } from './settings'

const { gatehouse, cart, orders, email, password } = settings
/** Services keep a status list for 15 seconds, and it shows an ended session within one more. */
const REFUSED_WITHIN_SECONDS = 16

let steps = 0

function tell(text: string): void {
  steps += 1
  console.log(`${steps}. ${text}`)
}

async function shop(): Promise<void> {
  const token = await logIn()
  tell(`Logged in at ${gatehouse} as ${email}, with a token for the services cart and orders.`)

  const line = { item: 'tea', quantity: 2 }
  await must(201, `${cart}/cart`, { method: 'POST', token, body: line })
  tell(`Put ${line.quantity} of ${line.item} into the cart at ${cart}.`)

  const order = await must(201, `${cart}/checkout`, { method: 'POST', token })
  tell(`Ordered: the cart passed the token on to ${orders}, which made order ${String(order.id)}.`)

  const { orders: placed } = await must(200, `${orders}/orders`, { token })
  tell(`The orders service shows ${Array.isArray(placed) ? placed.length : 0} order of mine.`)

  const all = await call(`${orders}/orders/all`, { token })
  tell(`Everybody's orders take the permission users:read: answered ${all.status}.`)

  await must(204, `${gatehouse}/api/v1/auth/logout`, { method: 'POST', token })
  tell('Logged out at Gatehouse. Nobody has told the services.')

  const seconds = await untilRefused(token)
  tell(
    `Both services refuse the token, ${seconds.toFixed(1)} s later (${REFUSED_WITHIN_SECONDS} s at most).`,
  )
}

async function logIn(): Promise<string> {
  if (!email || !password) {
    throw new Failure(
      `Sign up at ${gatehouse}/signup, and run this with that account:\n` +
        '  SHOP_EMAIL=… SHOP_PASSWORD=… npm run example:shop',
    )
  }
  const body = { email, password, device: 'Example shop', audience: ['cart', 'orders'] }
  const said = await call(`${gatehouse}/api/v1/auth/login`, { method: 'POST', body })
  const { access_token: token, code } = said.body
  if (code === 'unknown-audience') {
    throw new Failure('Start Gatehouse with API_AUDIENCES=cart,orders, so that it knows them.')
  }
  if (typeof token !== 'string')
    throw new Failure(`Gatehouse answered ${said.status}: ${String(code)}`)
  return token
}

async function untilRefused(token: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const answers = await Promise.all([
      call(`${cart}/cart`, { token }),
      call(`${orders}/orders`, { token }),
    ])
    const seconds = (performance.now() - began) / 1000
    if (answers.every(({ body }) => body.code === 'session-ended')) return seconds
    if (seconds > REFUSED_WITHIN_SECONDS) throw new Failure('The services still let me in.')
    await sleep(250)
  }
}

try {
  await shop()
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  process.exitCode = 1
}

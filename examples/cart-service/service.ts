/** Keeps a cart for each user, and sends it to the orders service. */
import { Hono } from 'hono'
import { z } from 'zod'
import { settings } from './settings'
import { answerError, signedIn, type SignedIn } from './signed-in'

const line = z.strictObject({ item: z.string().min(1).max(100), quantity: z.int().positive() })
type Line = z.infer<typeof line>

/** The limit of the orders service. */
const MOST_LINES = 100

/** By `sub`. A real service would use a database. */
const carts = new Map<string, Line[]>()

export const service = new Hono<SignedIn>()

service.onError(answerError)
service.use(signedIn)

service.get('/cart', (c) => c.json({ items: carts.get(c.get('claims').sub) ?? [] }))

service.post('/cart', async (c) => {
  const parsed = line.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) return c.json({ status: 400, code: 'invalid-request' }, 400)
  const { sub } = c.get('claims')
  const items = [...(carts.get(sub) ?? []), parsed.data]
  if (items.length > MOST_LINES) return c.json({ status: 409, code: 'cart-is-full' }, 409)
  carts.set(sub, items)
  return c.json({ items }, 201)
})

/**
 * Passes the token on: it is for both services, so the orders service verifies it and need not
 * trust this one.
 */
service.post('/checkout', async (c) => {
  const { sub } = c.get('claims')
  const answer = await fetch(`${settings.ordersUrl}/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${c.get('token')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ items: carts.get(sub) ?? [] }),
  })
  if (answer.status === 201) carts.delete(sub)
  return new Response(answer.body, { status: answer.status, headers: pickHeaders(answer.headers) })
})

/** The headers that the client needs. */
function pickHeaders(headers: Headers): [string, string][] {
  const names = ['content-type', 'www-authenticate', 'retry-after']
  return [...headers].filter(([name]) => names.includes(name))
}

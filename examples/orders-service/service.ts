/** Takes orders, and shows them to the users who placed them. */
import { requirePermission } from '@gatehouse/verify'
import { Hono } from 'hono'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { answerError, signedIn, type SignedIn } from './signed-in'

const newOrder = z.strictObject({
  items: z
    .array(z.strictObject({ item: z.string().min(1).max(100), quantity: z.int().positive() }))
    .min(1)
    .max(100),
})

interface Order extends z.infer<typeof newOrder> {
  id: string
  /** The user's `sub`, which never changes, unlike an email address. */
  user: string
}

/** A real service would use a database. */
const orders: Order[] = []

export const service = new Hono<SignedIn>()

service.onError(answerError)
service.use('/orders/*', signedIn)

service.post('/orders', async (c) => {
  const parsed = newOrder.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) return c.json({ status: 400, code: 'invalid-request' }, 400)
  const order = { ...parsed.data, id: randomUUID(), user: c.get('claims').sub }
  orders.push(order)
  return c.json(order, 201)
})

service.get('/orders', (c) => {
  const { sub } = c.get('claims')
  return c.json({ orders: orders.filter((order) => order.user === sub) })
})

/** All orders, for users with `users:read`. */
service.get('/orders/all', (c) => {
  requirePermission(c.get('claims'), 'users:read')
  return c.json({ orders })
})

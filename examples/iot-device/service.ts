/** Takes readings of devices. It verifies their tokens by itself, and asks Gatehouse about none. */
import { answerTo, createVerifier, TokenRefused } from '@gatehouse/verify'
import { Hono } from 'hono'
import { z } from 'zod'
import { settings } from './settings'

const reading = z.strictObject({ celsius: z.number().min(-90).max(60) })

/** One for the whole process: it caches keys and status lists, and remembers proofs. */
const verifier = createVerifier({ issuer: settings.issuer.origin, audience: settings.service })

export const service = new Hono()

service.onError((error, c) => {
  const answer = answerTo(error)
  if (answer) return new Response(answer.body, answer)
  console.error(error)
  return c.json({ status: 500, code: 'internal-error' }, 500)
})

service.post('/readings', async (c) => {
  const claims = await verifier.verifyRequest({
    authorization: c.req.header('authorization'),
    dpop: c.req.header('dpop'),
    method: c.req.method,
    url: c.req.url,
  })
  // A device stands where others reach it: what it sends must be worth nothing in a copy.
  if (!claims.cnf) throw new TokenRefused('invalid-proof')
  const parsed = reading.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) return c.json({ status: 400, code: 'invalid-request' }, 400)
  return c.json({ ...parsed.data, device: claims.client_id, owner: claims.sub }, 201)
})

/** Counts the stock. It verifies tokens of machines by itself, and asks Gatehouse about none. */
import { answerTo, bearerToken, createVerifier } from '@gatehouse/verify'
import { Hono } from 'hono'
import { settings } from './settings'

/** One for the whole process: it caches keys and status lists. */
const verifier = createVerifier({ issuer: settings.issuer.origin, audience: settings.service })
/** A machine has no roles or permissions: the service knows which it serves, by `client_id`. */
const MACHINES = new Set([settings.clientId])

export const service = new Hono()

service.onError((error, c) => {
  const answer = answerTo(error)
  if (answer) return new Response(answer.body, answer)
  console.error(error)
  return c.json({ status: 500, code: 'internal-error' }, 500)
})

service.get('/stock', async (c) => {
  const claims = await verifier.verify(bearerToken(c.req.header('authorization')))
  if (!MACHINES.has(claims.client_id)) return c.json({ status: 403, code: 'not-allowed' }, 403)
  return c.json({ tea: 12, coffee: 3, asked: claims.client_id })
})

/** Who is asking: the only lines of this service that have to do with signing in. */
import { answerTo, bearerToken, createVerifier, type AccessTokenClaims } from '@gatehouse/verify'
import type { ErrorHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { settings } from './settings'

export interface SignedIn {
  Variables: { claims: AccessTokenClaims; token: string | null }
}

/** One for the whole process: it keeps the keys and the status lists. */
const verifier = createVerifier({ issuer: settings.issuer, audience: 'cart' })

/** Lets nobody pass whose access token is not good for this service, here and now. */
export const signedIn = createMiddleware<SignedIn>(async (c, next) => {
  const token = bearerToken(c.req.header('authorization'))
  c.set('claims', await verifier.verify(token))
  c.set('token', token)
  await next()
})

/** 401, 403 or 503 for what is wrong with a token; what else goes wrong is this service's own fault. */
export const answerError: ErrorHandler = (error, c) => {
  const answer = answerTo(error)
  if (answer) return new Response(answer.body, answer)
  console.error(error)
  return c.json({ status: 500, title: 'Something went wrong here.', code: 'internal-error' }, 500)
}

/** Authenticates requests. No other file of this service does. */
import { answerTo, bearerToken, createVerifier, type AccessTokenClaims } from '@gatehouse/verify'
import type { ErrorHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { settings } from './settings'

export interface SignedIn {
  Variables: { claims: AccessTokenClaims; token: string | null }
}

/** One for the whole process: it caches keys and status lists. */
const verifier = createVerifier({ issuer: settings.issuer, audience: 'cart' })

/** Lets a request pass only with an access token that is valid for this service now. */
export const signedIn = createMiddleware<SignedIn>(async (c, next) => {
  const token = bearerToken(c.req.header('authorization'))
  c.set('claims', await verifier.verify(token))
  c.set('token', token)
  await next()
})

/** 401, 403 or 503 for a problem with the token, 500 for any other error. */
export const answerError: ErrorHandler = (error, c) => {
  const answer = answerTo(error)
  if (answer) return new Response(answer.body, answer)
  console.error(error)
  return c.json({ status: 500, title: 'Something went wrong here.', code: 'internal-error' }, 500)
}

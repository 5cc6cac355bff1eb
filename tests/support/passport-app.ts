/** An application by passport-openidconnect, which keeps its sessions in memory. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import expressSession from 'express-session'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { Passport } from 'passport'
import { Strategy, type Profile, type VerifyCallback } from 'passport-openidconnect'
import { startForeignApp, type Answer, type ForeignApp, type Registration } from './foreign-app'

interface SignedIn {
  readonly name: string
  readonly sid: string
  readonly refresh: string
}

type Request = IncomingMessage & { query?: Record<string, string>; user?: SignedIn }
type Middleware = (req: never, res: never, next: (error?: unknown) => void) => unknown

/** Refreshes by the library's own client, as packages for that purpose do. */
class RefreshingStrategy extends Strategy {
  refresh(token: string): Promise<string> {
    return new Promise((resolve) => {
      this._oauth2.getOAuthAccessToken(token, { grant_type: 'refresh_token' }, (error) =>
        resolve(error ? JSON.stringify(error) : 'refreshed'),
      )
    })
  }
}

/** It knows no PKCE. */
export function startPassportApp(issuer: string): Promise<ForeignApp> {
  return startForeignApp(
    issuer,
    (origin) => ({
      name: 'By Passport',
      redirectUris: [`${origin}/callback`],
      backchannelLogoutUri: `${origin}/ended`,
      requirePkce: false,
    }),
    answers,
  )
}

function answers(registration: Registration): Answer {
  const store = new expressSession.MemoryStore()
  const passport = new Passport()
  const strategy = strategyFor(registration)
  passport.use(strategy)
  passport.serializeUser((user, done) => done(null, user))
  passport.deserializeUser<Express.User>((user, done) => done(null, user))
  const secret = 'of the application'
  const steps = [
    expressSession({ secret, resave: false, saveUninitialized: false, store }),
    passport.initialize(),
    passport.session(),
  ]
  const logIn = passport.authenticate('openidconnect') as Middleware
  return async (req: Request, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', registration.origin)
    if (pathname === '/ended') return endSessions(req, res, { registration, store })
    req.query = Object.fromEntries(searchParams)
    for (const step of steps) await run(step, req, res)
    if (pathname === '/log-in' || pathname === '/callback') {
      await run(logIn, req, res)
      res.writeHead(302, { location: '/' }).end()
    } else if (pathname === '/refresh') {
      res.end(await strategy.refresh(req.user?.refresh ?? ''))
    } else res.end(req.user ? `${req.user.name} is logged in` : 'nobody is logged in')
  }
}

/** Each endpoint is named: the library does not discover. */
function strategyFor({ issuer, id, secret, origin }: Registration): RefreshingStrategy {
  const options = {
    issuer,
    authorizationURL: `${issuer}/oauth/authorize`,
    tokenURL: `${issuer}/oauth/token`,
    userInfoURL: `${issuer}/oauth/userinfo`,
    clientID: id,
    clientSecret: secret,
    callbackURL: `${origin}/callback`,
    scope: 'profile',
    nonce: 'true',
    skipUserProfile: false,
  }
  return new RefreshingStrategy(options, verified)
}

/** The library goes by how many parameters there are. */
function verified(
  _issuer: string,
  { displayName: name }: Profile,
  _context: object,
  idToken: string | object,
  _access: string | object,
  refresh: string,
  done: VerifyCallback,
): void {
  done(null, { name, sid: decodeJwt(String(idToken)).sid, refresh })
}

/** The door for back-channel log-out, which users of this library write themselves. */
async function endSessions(
  req: IncomingMessage,
  res: ServerResponse,
  {
    registration: { issuer, id },
    store,
  }: { registration: Registration; store: expressSession.MemoryStore },
): Promise<void> {
  const token = new URLSearchParams(await text(req)).get('logout_token') ?? ''
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuer))
  const { payload } = await jwtVerify(token, keys, { issuer, audience: id, typ: 'logout+jwt' })
  store.all((_, sessions) => {
    for (const [key, session] of Object.entries(sessions ?? {})) {
      const { passport } = session as { passport?: { user?: SignedIn } }
      if (passport?.user?.sid === payload.sid) store.destroy(key)
    }
  })
  res.writeHead(204).end()
}

/** Runs one of the library's steps. One that answers by itself goes no further. */
function run(step: Middleware, req: Request, res: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) =>
    step(req as never, res as never, (error) => (error ? reject(error as Error) : resolve())),
  )
}

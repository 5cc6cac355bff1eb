/** An application by Auth.js, without a framework: the library itself answers requests. */
import { Auth, type AuthConfig } from '@auth/core'
import type { JWT } from '@auth/core/jwt'
import { getRequestListener } from '@hono/node-server'
import { startForeignApp, type ForeignApp, type Registration } from './foreign-app'
import { shownSetUp } from './shown-set-up'

/** Its sessions are cookies of its own, which live as long as our refresh token does. */
export function startAuthJsApp(issuer: string, backchannelLogoutUri: string): Promise<ForeignApp> {
  return startForeignApp(
    issuer,
    (origin) => ({
      name: 'By Auth.js',
      redirectUris: [callbackOf(origin)],
      backchannelLogoutUri,
    }),
    (registration) => {
      const configuration = configurationFor(registration)
      return getRequestListener(async (request) => Auth(request, await configuration)) as never
    },
  )
}

async function configurationFor(registration: Registration): Promise<AuthConfig> {
  return {
    ...(await shownLines(registration)),
    basePath: '/auth',
    secret: 'a secret of the application for its own cookies',
    trustHost: true,
    callbacks: {
      jwt: ({ token, account }) =>
        account ? { ...token, refresh: account.refresh_token } : renewed(token, registration),
      session: ({ session, token }) => ({ ...session, renewals: token.renewals ?? 0 }),
    },
  }
}

/** What the page of the application tells its developer to enter. */
async function shownLines(registration: Registration) {
  const lines = shownSetUp('Auth.js', registration, callbackOf(registration.origin))
  const source = `export default { ${lines} }`
  const shown = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    default: Pick<AuthConfig, 'providers'>
  }
  return shown.default
}

function callbackOf(origin: string): string {
  return `${origin}/auth/callback/gatehouse`
}

/** As its guide on refresh tokens does it. Null ends the session of the application. */
async function renewed(token: JWT, { issuer, id, secret }: Registration): Promise<JWT | null> {
  const answer = await fetch(`${issuer}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: id,
      client_secret: secret,
      grant_type: 'refresh_token',
      refresh_token: String(token.refresh),
    }),
  })
  if (!answer.ok) return null
  const tokens = (await answer.json()) as { refresh_token?: string }
  const renewals = Number(token.renewals ?? 0) + 1
  return { ...token, refresh: tokens.refresh_token ?? token.refresh, renewals }
}

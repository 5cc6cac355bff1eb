/** A Next.js application whose users log in by Auth.js, built and started as in production. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, parse, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Registration } from './foreign-app'
import { freePort } from './free-port'
import { startListeningProgram } from './listening-program'
import { givenApp } from './oauth-apps'
import { shownSetUp } from './shown-set-up'

const NEXT = resolve('node_modules/next/dist/bin/next')

/** Its page names its user, or offers to log in. */
export async function startNextJsApp(
  issuer: string,
): Promise<{ origin: string; stop(): Promise<void> }> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const redirectUri = `${origin}/api/auth/callback/gatehouse`
  const { app, secret } = await givenApp({ name: 'By Next.js', redirectUris: [redirectUri] })
  const registration = { issuer, id: app.id, secret: secret ?? '', origin }
  // Outside of this project, whose files Next.js would find.
  const folder = mkdtempSync(join(tmpdir(), 'gh-nextjs-'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir')
  for (const [path, text] of Object.entries(filesFor(registration, redirectUri))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  await promisify(execFile)(process.execPath, [NEXT, 'build', folder], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  const args = [NEXT, 'start', folder, '-p', String(port)]
  const stop = await startListeningProgram({ program: 'node', args, at: port, folder })
  return {
    origin,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function filesFor(registration: Registration, redirectUri: string): Record<string, string> {
  return {
    'package.json': '{ "private": true, "type": "module" }',
    'next.config.js': `export default { turbopack: { root: '${parse(tmpdir()).root}' } }`,
    'auth.js': authFor(registration, shownSetUp('Auth.js', registration, redirectUri)),
    'app/api/auth/[...nextauth]/route.js': `import { handlers } from '../../../../auth.js'
export const { GET, POST } = handlers`,
    'app/layout.jsx': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}`,
    'app/page.jsx': `import { auth, signIn } from '../auth.js'
export default async function Page() {
  const session = await auth()
  async function logIn() {
    'use server'
    await signIn('gatehouse')
  }
  return session ? <p>{session.user.email}</p> : <form action={logIn}><button>Log in</button></form>
}`,
  }
}

/** With the refresh of its guide: null ends the session. */
function authFor({ issuer, id, secret }: Registration, lines: string): string {
  return `import NextAuth from 'next-auth'
export const { auth, handlers, signIn } = NextAuth({
  secret: 'a secret of the application for its own cookies',
  trustHost: true,
  ${lines},
  callbacks: {
    async jwt({ token, account }) {
      if (account) return { ...token, refresh: account.refresh_token }
      const body = new URLSearchParams({
        client_id: '${id}',
        client_secret: '${secret}',
        grant_type: 'refresh_token',
        refresh_token: token.refresh,
      })
      const answer = await fetch('${issuer}/oauth/token', { method: 'POST', body })
      return answer.ok ? token : null
    },
  },
})`
}

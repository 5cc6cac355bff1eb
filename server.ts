/** Our HTTP server around Next.js: it alone says who is asking, and it starts and stops cleanly. */
import nextEnv from '@next/env'
import next from 'next'
import { randomBytes } from 'node:crypto'
import { createServer, Server, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { parseSettings, SETTING_NAMES, type Settings } from '@/lib/env'
import { newRequestId, type RequestId } from '@/lib/ids'
import { prepareInstallation } from '@/lib/installation/prepare'
import { oncePer } from '@/lib/maintenance/once'
import { purgeExpired } from '@/lib/maintenance/purge'
import { clientAddress, plainAddress, proxyList } from '@/lib/network'
import { hostNamed } from '@/lib/origin'
import { isHealthPath } from '@/lib/routes'
import { stopWatching } from '@/lib/sessions/watch'
import { STAMPS } from '@/lib/stamps'
import { inRequest } from '@/lib/telemetry/request-context'
import { HOUR, MINUTE } from '@/lib/time'

const HOUR_MS = 3_600_000
/** How long answers under way may take to finish when the server is told to stop. */
const GRACE_MS = 8_000
const LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  // Longer than the idle time of common proxies, which else send requests into a closed connection.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}
/** The most a request may carry; forms and JSON of ours are far smaller. */
const MAX_BODY_BYTES = 64 * 1024
/** Whatever else there is, TRACE for one, nothing here has a use for. */
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
])
/** Headers by which a proxy, or anyone, says who is asking; read here and by nobody after. */
const CLAIMS = /^(x-gatehouse-.*|x-forwarded-.*|forwarded|x-real-ip)$/
/** Only we know it, so a request that carries it was made by Next.js from one that we stamped. */
const HOP = randomBytes(32).toString('base64url')

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

const dev = process.env.NODE_ENV === 'development'

try {
  await serve()
} catch (error) {
  stopWith(`Gatehouse cannot start: ${error instanceof Error ? error.message : String(error)}`)
}

async function serve(): Promise<void> {
  // What we write, the database above all, is nobody else's to read.
  process.umask(0o077)
  const settings = readSettings()
  await migrateDatabase()
  await prepareInstallation()

  const server = createServer(LIMITS)
  const app = next({
    dev,
    dir: process.cwd(),
    hostname: 'localhost',
    port: settings.port,
    // Next.js answers upgrades on the server it is given: only its reloading in development may.
    httpServer: dev ? server : new Server(),
  })
  await app.prepare()
  server.on('request', answer(settings, app.getRequestHandler()))
  if (!dev) server.on('upgrade', (_req, socket) => socket.destroy())
  await listen(server, settings.port)

  stopOnSignal(server, () => app.close())
  purgeHourly()
  console.log(`Gatehouse is ready: ${settings.appOrigin}`)
}

function readSettings(): Settings {
  const { loadedEnvFiles } = nextEnv.loadEnvConfig(process.cwd(), dev, {
    info: () => undefined,
    error: console.error,
  })
  const parsed = parseSettings(process.env)
  if (!parsed.ok) {
    const faults = parsed.faults.map((fault) => `  - ${fault}`).join('\n')
    return stopWith(`Gatehouse cannot start with these settings (see .env.example):\n${faults}`)
  }
  for (const warning of parsed.warnings) console.warn(`Warning: ${warning}`)
  for (const { path, env } of loadedEnvFiles) {
    for (const name of Object.keys(env).filter((key) => !SETTING_NAMES.includes(key))) {
      console.warn(`Warning: ${name} in ${path} is no setting of Gatehouse.`)
    }
  }
  const { settings } = parsed
  process.env.PORT = String(settings.port)
  // Next.js asks itself for the page an action redirects to, and must not go out to do so.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://127.0.0.1:${settings.port}`
  return settings
}

function answer(settings: Settings, handle: Handler) {
  const stamp = stampFor(settings)
  const admit = (req: IncomingMessage, res: ServerResponse) => {
    // A whole address in the request line would become part of what Next.js redirects to.
    if (!req.url?.startsWith('/')) return refuse(res, 400, 'Bad request')
    if (isHealthPath(req.url)) req.headers.host = settings.appUrl.host
    const host = hostNamed(req.headers.host ?? null, settings.appUrl)
    if (host === 'foreign') return refuse(res, 421, 'This address does not belong to this app')
    if (host === 'loopback' && isMistyped(req, settings)) {
      return sendHome(res, settings.appOrigin + req.url)
    }
    if (!METHODS.has(req.method ?? '')) return refuse(res, 405, 'That method is not for this place')
    const length = req.headers['content-length']
    if (Number(length) > MAX_BODY_BYTES) return refuse(res, 413, 'That is too much at once')
    // Next.js would cut a body of unknown length in silence.
    if (length === undefined && req.headers['transfer-encoding']) {
      return refuse(res, 411, 'Say how long the request is')
    }
    stamp(req)
    handle(req, res).catch((error: unknown) => {
      console.error('A request failed:', error)
      if (res.headersSent) res.destroy()
      else refuse(res, 500, 'Something went wrong on our side')
    })
  }
  return (req: IncomingMessage, res: ServerResponse) => {
    const requestId = requestIdOf(req)
    req.headers[STAMPS.request] = requestId
    res.setHeader('x-request-id', requestId)
    inRequest({ requestId, session: null }, () => admit(req, res))
  }
}

/** A new one, but for what Next.js asks itself on behalf of a request that has one. */
function requestIdOf({ headers }: IncomingMessage): RequestId {
  const given = headers[STAMPS.hop] === HOP ? headers[STAMPS.request] : undefined
  // Safe because whoever knows the secret of this process copied what this process wrote.
  return (given as RequestId | undefined) ?? newRequestId()
}

/** Somebody typed 127.0.0.1 for localhost, or the reverse: their cookies belong to the other. */
function isMistyped({ method, url, headers }: IncomingMessage, { isHttps }: Settings): boolean {
  const isOwn = headers[STAMPS.hop] === HOP
  return !isHttps && !isOwn && method === 'GET' && !url?.startsWith('/.well-known/')
}

function sendHome(res: ServerResponse, address: string): void {
  res.writeHead(307, { location: address, 'cache-control': 'no-store' }).end()
}

/** Replaces what a request claims about its sender by what we know. */
function stampFor({ appUrl, trustedProxies }: Settings) {
  const trusted = proxyList(trustedProxies)
  return ({ headers, socket }: IncomingMessage): void => {
    const isOwn = headers[STAMPS.hop] === HOP
    const peer = plainAddress(socket.remoteAddress ?? '') ?? 'unknown'
    const client = clientAddress(peer, String(headers['x-forwarded-for'] ?? ''), trusted)
    for (const name of Object.keys(headers)) {
      const isOurs = name === STAMPS.request || (isOwn && name.startsWith('x-gatehouse-'))
      if (CLAIMS.test(name) && !isOurs) delete headers[name]
    }
    // With this one Next.js compares the Origin of an action.
    headers['x-forwarded-host'] = appUrl.host
    if (isOwn) {
      // Next.js came by 127.0.0.1, the visitor by our own name.
      headers.host = appUrl.host
      return
    }
    headers[STAMPS.hop] = HOP
    headers[STAMPS.client] = client
  }
}

function refuse(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  res.end(`${text}.\n`)
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`port ${port} is already in use.`)
  })
}

function stopOnSignal(server: Server, closeApp: () => Promise<void>): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    // npm passes a Ctrl-C on that the terminal has sent us as well.
    if (stopping) return
    stopping = true
    console.log('Gatehouse is stopping …')
    // These answers would never come to an end by themselves.
    stopWatching()
    const closed = new Promise((resolve) => server.close(resolve))
    const sweep = setInterval(() => server.closeIdleConnections(), 100)
    await Promise.race([closed, sleep(dev ? 500 : GRACE_MS)])
    clearInterval(sweep)
    server.closeAllConnections()
    await Promise.race([closeApp(), sleep(1000)])
    await closeDatabase()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => stopWith(`Gatehouse did not stop cleanly: ${String(error)}`))
    })
  }
}

function purgeHourly(): void {
  const purge = () => {
    // A little less than the time between two turns, which are never quite even.
    oncePer(HOUR - MINUTE, 'purge', () => purgeExpired(new Date())).catch((error: unknown) => {
      console.error('Old rows could not be removed, trying again in an hour:', error)
    })
  }
  setInterval(purge, HOUR_MS).unref()
}

function stopWith(text: string): never {
  console.error(text)
  process.exit(1)
}

/** The HTTP server around Next.js: determines the client address, and starts and stops cleanly. */
import nextEnv from '@next/env'
import cluster from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { createServer, Server, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import type { DestinationStream } from 'pino'
import { migrateDatabase } from '@/db/migrate'
import { env, parseSettings, type Settings } from '@/lib/base/env'
import { SETTING_NAMES } from '@/lib/base/settings'
import { logoFaults } from '@/lib/brand/brand'
import { isActionCall, takeActionCall } from '@/lib/http/action-body'
import { admit, refuse } from '@/lib/http/admission'
import { MAX_BODY_BYTES, wholeRequest } from '@/lib/http/body'
import { buildFilesBefore } from '@/lib/http/build-files'
import { reportEdgeRefusal } from '@/lib/http/edge-refusal'
import { setHeaders } from '@/lib/http/headers'
import { takeBackShownFlash } from '@/lib/http/shown-flash'
import { serveOAuth } from '@/lib/http/oauth'
import { allowReturn, speakAsAsked } from '@/lib/http/oauth-pages'
import { setStatusOfPage } from '@/lib/http/page-status'
import { isFromOldPage, reloadOldPage } from '@/lib/http/old-page'
import { newMark, stampFor } from '@/lib/http/stamp'
import { finishAnswers, stopOnSignal, stopper, stopWith } from '@/lib/http/stopping'
import { hasQuery, readTarget } from '@/lib/http/target'
import { printSetupLink } from '@/lib/installation/setup-link'
import { warnOfOtherHosts } from '@/lib/passkeys/other-hosts'
import { prepareInstallation } from '@/lib/installation/prepare'
import { recordStartOrStop } from '@/lib/maintenance/start-stop-event'
import { startJobs } from '@/lib/maintenance/schedule'
import { describeFaults } from '@/lib/base/setting-rules'
import { processCount } from '@/lib/processes/count'
import { startServerProcesses, type Serving } from '@/lib/processes/primary'
import { failToPrimary, shareMetrics, stopWithPrimary } from '@/lib/processes/server-process'
import { PROCESS_NAME } from '@/lib/processes/slot'
import { consoleToLog } from '@/lib/telemetry/console'
import { beginMetrics } from '@/lib/telemetry/metrics'
import { jsonLines, log, openLog, sentences } from '@/lib/telemetry/log'
import { inRequest, type RequestContext } from '@/lib/telemetry/request-context'
import { logRequest } from '@/lib/telemetry/requests'
import { beginTraces, type Traces } from '@/lib/telemetry/traces'

/** How long running answers may take to finish when the server stops. */
const GRACE_MS = 8_000
const LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  // Longer than the idle time of common proxies, which would otherwise use a closed connection.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}

/** How much the heap may grow between two collections, in percent of what is in use. */
const HEAP_GROWTH = 50

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

const dev = process.env.NODE_ENV === 'development'
const graceMs = dev ? 500 : GRACE_MS
/** The variable in which each server process finds the mark of our own requests. */
const MARK = 'GATEHOUSE_MARK'
/** False in a process of another program's cluster, which we leave as it is. */
const isServerProcess = cluster.isWorker && process.env[MARK] !== undefined

try {
  // Other users of the machine cannot read the files we write, above all the database.
  process.umask(0o077)
  // Without it, V8 lets the heap grow to several times of what is in use before it collects.
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`)
  await (isServerProcess ? serveForPrimary() : start())
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  if (isServerProcess) failToPrimary(reason)
  else stopWith(`Gatehouse cannot start: ${reason}`)
}

/** Serves in this process, or in several that this one watches (`lib/processes/`). */
async function start(): Promise<void> {
  const { settings, output } = readSettings()
  const count = cluster.isPrimary ? processCount(settings) : 1
  if (settings.metricsToken !== null) beginMetrics(settings, count > 1 ? 'primary' : undefined)
  await migrateDatabase()
  await prepareInstallation()
  await warnOfOtherHosts()
  const program = fileURLToPath(import.meta.url)
  const serving = await (count > 1
    ? startServerProcesses({ count, program, shared: { [MARK]: newMark() }, output })
    : serve(settings, newMark()))

  await recordStartOrStop('sys_startup')
  stopOnSignal({
    finish: () => serving.finish(graceMs),
    close: [...serving.close, () => recordStartOrStop('sys_shutdown'), startJobs()],
  })
  log.info(`Gatehouse is ready: ${settings.appOrigin}`)
  await printSetupLink()
}

/** Only serves: the primary has read the settings, prepares the database and runs the jobs. */
async function serveForPrimary(): Promise<void> {
  const { [MARK]: mark, [PROCESS_NAME]: name } = process.env
  if (!mark || !name) throw new Error('a server process has no primary.')
  delete process.env[MARK]
  const settings = env()
  openJsonLog()
  if (settings.metricsToken !== null) {
    beginMetrics(settings, name)
    shareMetrics()
  }
  const { finish, close } = await serve(settings, mark)
  stopWithPrimary(stopper({ finish: () => finish(graceMs), close }))
}

async function serve(settings: Settings, mark: string): Promise<Serving> {
  const traces = await beginTraces(process.env)
  // The primary serves nothing, and does without the memory that Next.js takes.
  const { default: next } = await import('next')
  const server = createServer(LIMITS)
  const app = next({
    dev,
    dir: process.cwd(),
    hostname: 'localhost',
    port: settings.port,
    // Next.js answers upgrade requests on this server, which only reloading in development needs.
    // Production gets an unused one, so that Node.js treats an upgrade request like any other.
    httpServer: dev ? server : new Server(),
  })
  await app.prepare()
  const page = app.getRequestHandler()
  // In development, the files of the build change all the time.
  const handle = dev ? page : buildFilesBefore(page)
  const listener = requestListener({ settings, mark, traces, handle })
  server.on('request', listener)
  // A client that sends `Expect: 100-continue` may send its body only after admission.
  server.on('checkContinue', listener)
  await listen(server, settings.port)
  return {
    finish: (millis) => finishAnswers(server, millis),
    close: [() => app.close(), async () => traces?.end()],
  }
}

function readSettings(): { settings: Settings; output: DestinationStream } {
  const { loadedEnvFiles } = nextEnv.loadEnvConfig(process.cwd(), dev, {
    info: () => undefined,
    error: (...words: unknown[]) => void process.stderr.write(`${words.join(' ')}\n`),
  })
  const parsed = parseSettings(process.env)
  const faults = [...(parsed.ok ? [] : parsed.faults), ...logoFaults(process.env.APP_LOGO)]
  if (!parsed.ok || faults.length > 0) return stopWith(describeFaults(faults))
  const output = openLogOfStart()
  for (const warning of parsed.warnings) log.warn(warning)
  const isWarned = (name: string) => parsed.warnings.some((text) => text.startsWith(`${name} `))
  for (const { path, env } of loadedEnvFiles) {
    for (const name of Object.keys(env).filter((key) => !isSetting(key) && !isWarned(key))) {
      log.warn(`${name} in ${path} is no setting of Gatehouse.`)
    }
  }
  const { settings } = parsed
  process.env.PORT = String(settings.port)
  // Next.js requests the page that an action redirects to from itself. It must use loopback.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://127.0.0.1:${settings.port}`
  // Next.js encrypts the variables that actions close over with this key. Our actions close over
  // none, and none are accepted (lib/http/action-call.ts). The key of the build, which also names
  // actions, is public. Like everything in the environment, server processes inherit it.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = randomBytes(32).toString('base64')
  return { settings, output }
}

/** Includes the variables that OpenTelemetry reads. */
function isSetting(name: string): boolean {
  return SETTING_NAMES.includes(name) || name.startsWith('OTEL_')
}

/** Sentences for a terminal, JSON for everything else. @returns where the lines of JSON go */
function openLogOfStart(): DestinationStream {
  if (!dev && !process.stdout.isTTY) return openJsonLog()
  const output = sentences(1)
  openLog(output)
  return output
}

function openJsonLog(): DestinationStream {
  const output = jsonLines()
  openLog(output)
  consoleToLog()
  return output
}

interface Served {
  settings: Settings
  mark: string
  traces: Traces | null
  handle: Handler
}

function requestListener({ settings, mark, traces, handle }: Served) {
  const stamp = stampFor(settings, mark)
  return (req: IncomingMessage, res: ServerResponse) => {
    readTarget(req)
    const { requestId, client, isOwn } = stamp(req)
    const context: RequestContext = { requestId, session: null }
    res.setHeader('x-request-id', requestId)
    const serve = () => {
      logRequest(req, res, { context, client, isOwn })
      reportEdgeRefusal(res, client)
      takeBackShownFlash(res, { isOwn, settings })
      setStatusOfPage(res, context)
      setHeaders(req, res, settings)
      if (!admit(req, res, { isOwn, settings })) return
      if (req.headers.expect !== undefined) res.writeContinue()
      serveWhole(req, res, { isOwn, settings, handle }).catch((err: unknown) => {
        log.error('A request failed', { err })
        if (res.headersSent) res.destroy()
        else refuse(req, res, 'internal-error')
      })
    }
    inRequest(context, () => (traces ? traces.inSpan(req, res, requestId, serve) : serve()))
  }
}

async function serveWhole(
  req: IncomingMessage,
  res: ServerResponse,
  { isOwn, settings, handle }: { isOwn: boolean; settings: Settings; handle: Handler },
): Promise<void> {
  const whole = await wholeRequest(req)
  if (whole === null) return
  if (whole === 'too-large') return refuse(req, res, whole)
  if (await serveOAuth(whole, res, { settings, handle })) return
  if (!isOwn && hasQuery(whole)) await Promise.all([allowReturn(whole, res), speakAsAsked(whole)])
  if (!isOwn && isActionCall(whole)) {
    const call = await takeActionCall(whole, MAX_BODY_BYTES)
    if (!call) return refuse(req, res, 'bad-request')
    // In development, actions change all the time, and Next.js reloads the page by itself.
    if (!dev && isFromOldPage(call, whole)) return reloadOldPage(call, whole, res)
  }
  await handle(whole, res)
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

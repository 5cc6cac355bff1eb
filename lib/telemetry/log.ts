/** The log: one line per noteworthy event, without secrets. */
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import { logLevel, type LogLevel } from '@/lib/base/env'
import { processWide } from '@/lib/base/process-wide'
import { describedError } from './described-error'
import { masked } from './mask'
import { outlet } from './outlet'
import { currentRequest } from './request-context'
import { currentTraceId } from './trace-id'

/** The details of a line. An error goes under `err`. */
type Details = Readonly<Record<string, unknown>>
export type Severity = Exclude<LogLevel, 'silent'>

type Write = (sentence: string, details?: Details) => void

/** Never written, at any object. The values of tokens are also masked. */
const SECRET_NAMES = ['password', 'passwordHash', 'secret', 'token', 'access', 'refresh']
const SECRET_HEADERS = ['authorization', 'cookie', '["set-cookie"]']
const inside = (name: string) => (name.startsWith('[') ? `*${name}` : `*.${name}`)
const REDACTED = [...SECRET_NAMES, ...SECRET_HEADERS].flatMap((name) => [name, inside(name)])

const current = processWide('log', (): { logger?: Logger } => ({}))

/** Sends lines to `stream`. Before the first call, they go to standard error as sentences. */
export function openLog(stream: DestinationStream): void {
  current().logger = pino(
    {
      level: logLevel(),
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describedError },
      redact: { paths: REDACTED, censor: '[secret]' },
      mixin: requestIds,
      hooks: { streamWrite: masked },
    },
    stream,
  )
}

/** Lines of JSON on standard output. */
export function jsonLines(): DestinationStream {
  return outlet(1)
}

/** Sentences for a terminal. */
export function sentences(file: 1 | 2): DestinationStream {
  const { write } = outlet(file)
  const format = prettyFactory({
    colorize: (file === 1 ? process.stdout : process.stderr).isTTY,
    translateTime: 'SYS:HH:MM:ss',
    // The sentence about a request already contains these.
    ignore: 'requestId,traceId,method,path,status,ms,client,session',
  })
  return { write: (line) => write(format(line)) }
}

const write =
  (severity: Severity): Write =>
  (sentence, details = {}) => {
    if (!current().logger) openLog(sentences(2))
    current().logger?.[severity](details, sentence)
  }

/** Writes a fixed sentence; values that vary go into the details. */
export const log: Readonly<Record<Severity, Write>> = {
  fatal: write('fatal'),
  error: write('error'),
  warn: write('warn'),
  info: write('info'),
  debug: write('debug'),
  trace: write('trace'),
}

function requestIds(): object {
  const requestId = currentRequest()?.requestId
  const traceId = currentTraceId()
  return { ...(requestId ? { requestId } : {}), ...(traceId ? { traceId } : {}) }
}

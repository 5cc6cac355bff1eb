/** The log: a line for each thing that somebody may want to know later, without secrets. */
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import { logLevel, type LogLevel } from '@/lib/base/env'
import { processWide } from '@/lib/base/process-wide'
import { describedError } from './described-error'
import { masked } from './mask'
import { outlet } from './outlet'
import { currentRequest } from './request-context'
import { currentTraceId } from './trace-id'

/** What belongs to a line. An error goes under `err`. */
export type Details = Readonly<Record<string, unknown>>
export type Severity = Exclude<LogLevel, 'silent'>

type Write = (sentence: string, details?: Details) => void

/** Never to be written, whatever object they stand in; the values of tokens are masked besides. */
const SECRET_NAMES = ['password', 'passwordHash', 'secret', 'token', 'access', 'refresh']
const SECRET_HEADERS = ['authorization', 'cookie', '["set-cookie"]']
const inside = (name: string) => (name.startsWith('[') ? `*${name}` : `*.${name}`)
const REDACTED = [...SECRET_NAMES, ...SECRET_HEADERS].flatMap((name) => [name, inside(name)])

const current = processWide('log', (): { logger?: Logger } => ({}))

/** Where lines go from now on. Until it is called they are sentences on standard error. */
export function openLog(stream: DestinationStream): void {
  current().logger = pino(
    {
      level: logLevel(),
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describedError },
      redact: { paths: REDACTED, censor: '[secret]' },
      mixin: whichRequest,
      hooks: { streamWrite: masked },
    },
    stream,
  )
}

/** A line of JSON for each, on standard output. */
export function jsonLines(): DestinationStream {
  return outlet(1)
}

/** Sentences for the person in front of a terminal. */
export function sentences(file: 1 | 2): DestinationStream {
  const { write } = outlet(file)
  const format = prettyFactory({
    colorize: (file === 1 ? process.stdout : process.stderr).isTTY,
    translateTime: 'SYS:HH:MM:ss',
    // The sentence of a request says these already.
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

/** What is worth a line, as a sentence; whatever varies goes into the details. */
export const log: Readonly<Record<Severity, Write>> = {
  fatal: write('fatal'),
  error: write('error'),
  warn: write('warn'),
  info: write('info'),
  debug: write('debug'),
  trace: write('trace'),
}

function whichRequest(): object {
  const requestId = currentRequest()?.requestId
  const traceId = currentTraceId()
  return { ...(requestId ? { requestId } : {}), ...(traceId ? { traceId } : {}) }
}

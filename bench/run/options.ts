/** The command line of `npm run bench -- compare`. */
import { parseArgs } from 'node:util'
import { REQUEST_ROWS, type RequestRow } from './app'

const OTHER_ROWS = ['memory', 'scripts', 'log-ins', 'flood'] as const
type OtherRow = (typeof OTHER_ROWS)[number]
const APPS = ['floor', 'gatehouse', 'better-auth', 'iron-session'] as const
type AppName = (typeof APPS)[number]

export interface Options {
  requestRows: readonly RequestRow[]
  otherRows: readonly OtherRow[]
  apps: readonly AppName[]
  /** Further builds of Gatehouse: folders or commits. */
  gatehouses: readonly string[]
  /** How often all servers start anew, since two processes of one build differ. */
  starts: number
  /** After each start. */
  rounds: number
  /** Requests of one row and app in one round. */
  requests: number
  warmUp: number
  memoryRequests: number
  /** The first port; each server takes the next one. */
  port: number
  json: string | null
}

const USAGE = `npm run bench -- compare [options]

  --rows a,b              ${[...REQUEST_ROWS, ...OTHER_ROWS].join(', ')}
  --apps a,b              ${APPS.join(', ')}
  --gatehouse <where>     a folder with installed packages, or a commit: another build of
                          Gatehouse to measure in the same run; may be given many times
  --starts 1              how often all servers start anew: two processes of one build differ
  --rounds 11             interleaved rounds after each start
  --requests 300          requests of each row and app in a round
  --warm-up 1000          requests of each row and app before the first round
  --memory-requests 20000 requests before each of the two readings of memory
  --port 4200             the first of the ports that the servers take
  --json <file>           writes all figures to this file`

/** A mistake in the options; its message explains all of them. */
export class UsageError extends Error {
  constructor(fault: string) {
    super(`${fault}\n\n${USAGE}`)
  }
}

/** @throws UsageError when an option is unknown or has a wrong value */
export function parseOptions(args: string[]): Options {
  const values = valuesIn(args)
  const rows = chosen(values.rows, [...REQUEST_ROWS, ...OTHER_ROWS], '--rows')
  return {
    requestRows: REQUEST_ROWS.filter((row) => rows.includes(row)),
    otherRows: OTHER_ROWS.filter((row) => rows.includes(row)),
    apps: chosen(values.apps, APPS, '--apps'),
    gatehouses: values.gatehouse,
    starts: whole(values.starts, '--starts'),
    rounds: whole(values.rounds, '--rounds'),
    requests: whole(values.requests, '--requests'),
    warmUp: whole(values['warm-up'], '--warm-up'),
    memoryRequests: whole(values['memory-requests'], '--memory-requests'),
    port: whole(values.port, '--port'),
    json: values.json ?? null,
  }
}

function valuesIn(args: string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const
  try {
    const { values } = parseArgs({
      args,
      options: {
        rows: text([...REQUEST_ROWS, ...OTHER_ROWS].join(',')),
        apps: text(APPS.join(',')),
        gatehouse: { type: 'string', multiple: true, default: [] },
        starts: text('1'),
        rounds: text('11'),
        requests: text('300'),
        'warm-up': text('1000'),
        'memory-requests': text('20000'),
        port: text('4200'),
        json: { type: 'string' },
      },
    })
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function chosen<T extends string>(text: string, known: readonly T[], option: string): T[] {
  const words = text.split(',')
  const unknown = words.find((word) => !known.some((name) => name === word))
  if (unknown !== undefined) throw new UsageError(`${option} has no ${unknown}.`)
  return known.filter((name) => words.includes(name))
}

function whole(text: string, option: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`${option} must be a whole number.`)
  return Number(text)
}

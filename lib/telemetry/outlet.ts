/**
 * Writes lines without ever blocking. When a pipe is read slowly or is broken, a terminal is
 * stopped, or the disk is full, lines are lost and counted, but no request waits.
 */
import { constants, openSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { count } from './metrics'

export interface Outlet {
  /** Writes at once if there is room, so that a crash loses nothing; otherwise later. */
  write(line: string): void
}

/** The size of the queue; a line is about 300 bytes. */
const MAX_WAITING_BYTES = 256 * 1024
const RETRY_MS = 50

type File = 1 | 2

/** The outlet to standard output, or to standard error. */
export function outlet(file: File): Outlet {
  const target = nonBlocking(file)
  const waiting: Buffer[] = []
  let waitingBytes = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const scheduled = (bytes: Buffer) => {
    waitingBytes += bytes.length
    timer ??= setTimeout(flush, RETRY_MS).unref()
    return bytes
  }
  const flush = () => {
    timer = undefined
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      waitingBytes -= next.length
      const rest = send(target, next)
      if (rest) return void waiting.unshift(scheduled(rest))
    }
  }
  process.once('exit', flush)

  return {
    write(line) {
      const bytes = Buffer.from(line)
      if (waiting.length > 0) flush()
      if (waitingBytes + bytes.length > MAX_WAITING_BYTES) return count('logLinesDropped', {})
      const rest = waiting.length > 0 ? bytes : send(target, bytes)
      if (rest) waiting.push(scheduled(rest))
    },
  }
}

/** @returns the bytes that found no room yet; null when all are written or lost. */
function send(target: number, bytes: Buffer): Buffer | null {
  let sent = 0
  try {
    while (sent < bytes.length) sent += writeSync(target, bytes, sent)
    return null
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
    if (isFull) return bytes.subarray(sent)
    // The reader is gone or the disk is full. Later lines are still tried.
    count('logLinesDropped', {})
    return null
  }
}

/** A descriptor of the same file on which a write without room fails instead of blocking. */
function nonBlocking(file: File): number {
  // When the reader goes away, the stream emits an error, which would end the process.
  const stream = file === 1 ? process.stdout : process.stderr
  stream.on('error', () => undefined)
  // Node.js has made a pipe or socket non-blocking for the stream; files never block.
  return isatty(file) ? reopened(file) : file
}

/** Opens a descriptor of our own: the shell shares the terminal, and must find it unchanged. */
function reopened(file: File): number {
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
    return openSync(`/dev/fd/${file}`, O_WRONLY | O_NONBLOCK | O_NOCTTY)
  } catch {
    return file
  }
}

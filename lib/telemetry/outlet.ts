/**
 * Where lines leave this process: never by waiting. A pipe that is read slowly, or by nothing any
 * more, a terminal that was stopped and a full disk cost lines, which are counted, and no request.
 */
import { constants, openSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { count } from './metrics'

export interface Outlet {
  /** Writes at once where there is room, so that a crash loses nothing; else as soon as there is. */
  write(line: string): void
}

/** What may wait for a reader; a line is some 300 bytes. */
const MOST_WAITING_BYTES = 256 * 1024
const LOOK_AGAIN_MS = 50

type File = 1 | 2

/** The outlet to standard output, or to standard error. */
export function outlet(file: File): Outlet {
  const target = withoutWaiting(file)
  const waiting: Buffer[] = []
  let waitingBytes = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const keep = (bytes: Buffer) => {
    waitingBytes += bytes.length
    timer ??= setTimeout(flush, LOOK_AGAIN_MS).unref()
    return bytes
  }
  const flush = () => {
    timer = undefined
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      waitingBytes -= next.length
      const rest = send(target, next)
      if (rest) return void waiting.unshift(keep(rest))
    }
  }
  process.once('exit', flush)

  return {
    write(line) {
      const bytes = Buffer.from(line)
      if (waiting.length > 0) flush()
      if (waitingBytes + bytes.length > MOST_WAITING_BYTES) return count('logLinesDropped', {})
      const rest = waiting.length > 0 ? bytes : send(target, bytes)
      if (rest) waiting.push(keep(rest))
    },
  }
}

/** @returns what there is no room for yet; null where nothing is left to be done */
function send(target: number, bytes: Buffer): Buffer | null {
  let sent = 0
  try {
    while (sent < bytes.length) sent += writeSync(target, bytes, sent)
    return null
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
    if (isFull) return bytes.subarray(sent)
    // The reader is gone, the disk is full: another line may have better luck.
    count('logLinesDropped', {})
    return null
  }
}

/** A descriptor of the same file on which a write says that there is no room, in place of waiting. */
function withoutWaiting(file: File): number {
  // A reader that goes away is an error of the stream, which would end the process.
  const stream = file === 1 ? process.stdout : process.stderr
  stream.on('error', () => undefined)
  // For that stream Node.js has set a pipe or socket so; files wait for no reader.
  return isatty(file) ? reopened(file) : file
}

/** Whoever shares the terminal with us, the shell for one, must find it as it was. */
function reopened(file: File): number {
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
    return openSync(`/dev/fd/${file}`, O_WRONLY | O_NONBLOCK | O_NOCTTY)
  } catch {
    return file
  }
}

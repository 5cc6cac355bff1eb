/** A server whose clock a test sets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface ServerClock {
  /** Settings for `startServer`. */
  env: Record<string, string>
  /** Sets how many seconds the server's clock is ahead of the machine's. */
  setAhead(seconds: number): void
  remove(): void
}

export function serverClock(): ServerClock {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-clock-'))
  const file = join(folder, 'offset')
  const setAhead = (seconds: number) => writeFileSync(file, String(seconds * 1000))
  setAhead(0)
  return {
    env: {
      NODE_OPTIONS: `--import=${resolve('tests/support/shifted-clock.mjs')}`,
      GATEHOUSE_CLOCK: file,
    },
    setAhead,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

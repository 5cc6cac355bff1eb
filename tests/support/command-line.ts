/** Runs the administrator's command line as its own process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll } from 'vitest'
import { bundleFile } from './processes'

export interface Said {
  code: number | null
  out: string
  err: string
}

/** @returns runs `gatehouse` with arguments, on the settings of the running test */
export function useCommandLine(): (...args: string[]) => Promise<Said> {
  let program: { file: string; remove: () => void }
  beforeAll(async () => {
    program = await bundleFile('cli/gatehouse.ts')
  })
  afterAll(() => program.remove())

  return async (...args) => {
    const child = spawn(process.execPath, [program.file, ...args], {
      // Keeps the developer's own .env.local out of the test.
      env: { ...process.env, __NEXT_PROCESSED_ENV: 'true' },
    })
    const said: Said = { code: null, out: '', err: '' }
    child.stdout.on('data', (chunk) => (said.out += String(chunk)))
    child.stderr.on('data', (chunk) => (said.err += String(chunk)))
    const [code] = (await once(child, 'close')) as [number | null]
    return { ...said, code }
  }
}

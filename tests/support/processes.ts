/** Runs our code in several processes at once. */
import { build, type BuildOptions } from 'esbuild'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PROGRAM } from '../../scripts/support/build.mjs'

export interface Ending {
  code: number | null
  output: string
}

/** How long all processes together may take to load. */
const LOAD_MS = 60_000

/**
 * Runs `script`, the source of a module, in `count` processes, which load first and then start
 * together.
 */
export async function runAtOnce(
  script: string,
  count: number,
  settings: Record<string, string>,
): Promise<Ending[]> {
  const cache = join(process.cwd(), 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'test-'))
  try {
    const file = join(folder, 'script.mjs')
    await bundle(script, file)
    const started = Array.from({ length: count }, () => start(file, settings))
    await Promise.all(started.map((process) => process.ready))
    for (const process of started) process.letGo()
    return await Promise.all(started.map((process) => process.ended))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bundles one of our files into a program for plain Node.js. */
export async function bundleFile(source: string): Promise<{ file: string; remove: () => void }> {
  const cache = join(process.cwd(), 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'test-'))
  const file = join(folder, 'program.mjs')
  await build({ ...OPTIONS, entryPoints: [source], outfile: file })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

const OPTIONS: BuildOptions = {
  ...PROGRAM,
  alias: { ...PROGRAM.alias, '@': process.cwd() },
  logLevel: 'error',
}

async function bundle(script: string, file: string): Promise<void> {
  const [imports, body] = script.split('---\n')
  const waiting = `process.stdout.write('ready\\n')\nawait new Promise((go) => process.stdin.once('data', go))`
  await build({
    stdin: {
      contents: `${imports}\n${waiting}\n${body}\nprocess.exit(0)`,
      resolveDir: process.cwd(),
    },
    outfile: file,
    ...OPTIONS,
  })
}

function start(file: string, settings: Record<string, string>) {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const ready = once(child.stdout, 'data', { signal: AbortSignal.timeout(LOAD_MS) })
  const ended = once(child, 'close').then(([code]: unknown[]): Ending => {
    return { code: typeof code === 'number' ? code : null, output: output.replace('ready\n', '') }
  })
  return { ready, ended, letGo: () => child.stdin.end('go\n') }
}

/** Builds and starts an app of `bench/apps` as Next.js documents it. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { startServer, type Server } from './server'

const NEXT = resolve('bench/node_modules/next/dist/bin/next')

/** @param env settings of the app, given the port it serves on and the folder of its database */
export function nextApp(
  name: string,
  env: (port: number, folder: string) => Record<string, string> = () => ({}),
): { build(): Promise<void>; start(port: number, folder: string): Promise<Server> } {
  const cwd = resolve('bench/apps', name)
  return {
    async build() {
      const mark = join(cwd, '.next/bench-sources')
      const sources = fingerprint(cwd)
      if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return
      await promisify(execFile)(process.execPath, [NEXT, 'build'], {
        cwd,
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      })
      writeFileSync(mark, sources)
    },
    start: (port, folder) =>
      startServer(port, {
        file: NEXT,
        args: ['start', '--port', String(port), '--hostname', '127.0.0.1'],
        cwd,
        env: env(port, folder),
      }),
  }
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256').update(readFileSync('bench/package-lock.json'))
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort()) {
    if (!path.includes(`${folder}/.next/`)) hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex')
}

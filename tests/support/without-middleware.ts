/** A server of this project's own build, from which the middleware was taken. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { closeDatabase } from '@/db/connection'
import { shareDatabase, test as base } from '../e2e/fixtures'
import { startServer, type TestServer } from './server'

/** What Next.js loads the middleware by. */
const MANIFEST = '.next/server/middleware-manifest.json'
const NONE = { version: 3, middleware: {}, sortedMiddleware: [], functions: {} }

export const test = base.extend<object, { server: TestServer }>({
  server: [
    // Playwright requires the braces, even without dependencies.
    async ({}, use) => {
      const project = copyWithoutMiddleware()
      const server = await startServer({ project })
      await shareDatabase(server)
      await use(server)
      await closeDatabase()
      await server.stop()
      rmSync(project, { recursive: true })
    },
    { scope: 'worker' },
  ],
})

/** Copies the build. @returns the folder of the copy */
function copyWithoutMiddleware(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-without-'))
  const built = (path: string) => !/^\.next\/(cache|trace|types)/.test(path)
  cpSync('.next', join(folder, '.next'), { recursive: true, filter: built, verbatimSymlinks: true })
  for (const path of ['db/migrations', 'dist', 'next.config.js', 'package.json']) {
    cpSync(path, join(folder, path), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir')
  const { version, middleware } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as typeof NONE
  if (version !== NONE.version || !('/' in middleware)) {
    throw new Error(`${MANIFEST} has another form: what takes the middleware away?`)
  }
  writeFileSync(join(folder, MANIFEST), JSON.stringify(NONE))
  return folder
}

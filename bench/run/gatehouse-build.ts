/** Builds Gatehouse with two more pages, from a copy of its sources. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join, parse, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a build reads. Some are absent in older versions. */
const SOURCES = [
  ...['app', 'cli', 'db', 'lib', 'public', 'scripts', 'instrumentation.ts'],
  ...['middleware.ts', 'server.ts', 'next.config.js', 'postcss.config.mjs'],
  ...['tsconfig.json', 'package.json', 'package-lock.json', '.npmrc'],
]
const ROUTES = 'lib/base/routes.ts'
const PUBLIC_PATHS = /(PUBLIC_PATHS[^=]*= new Set\(\[)/

/**
 * Builds the sources in `from`, a folder with installed packages or a commit of this repository,
 * with the pages of `bench/apps/gatehouse`.
 *
 * The copy is outside every repository, because Tailwind CSS skips what `.gitignore` names. It is
 * kept, so that the next run builds only if a source changed.
 *
 * @returns the folder of the build
 */
export async function buildGatehouse(from: string): Promise<string> {
  const isFolder = existsSync(join(from, 'package.json'))
  const key = createHash('sha256').update(isFolder ? resolve(from) : `${resolve('.')}:${from}`)
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = join(cache, 'gatehouse-bench', key.digest('hex').slice(0, 12))
  for (const source of SOURCES) rmSync(join(folder, source), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await (isFolder ? copyFolder(from, folder) : copyCommit(from, folder))
  linkPackages(isFolder ? from : '.', folder)
  cpSync('bench/apps/gatehouse', folder, { recursive: true })
  openPlainPage(join(folder, ROUTES))
  widenRoot(folder)
  const build = "await (await import('./scripts/support/build.mjs')).ensureBuild()"
  await run(process.execPath, ['--input-type=module', '--eval', build], { cwd: folder })
  return folder
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const source of SOURCES) {
    if (existsSync(join(from, source))) {
      cpSync(join(from, source), join(to, source), { recursive: true })
    }
  }
}

async function copyCommit(commit: string, to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-tree', '--name-only', commit])
  const there = SOURCES.filter((source) => stdout.split('\n').includes(source))
  const archive = join(to, 'sources.tar')
  await run('git', ['archive', `--output=${archive}`, commit, ...there])
  await run('tar', ['-xf', archive, '-C', to])
  rmSync(archive)
}

function linkPackages(from: string, to: string): void {
  rmSync(join(to, 'node_modules'), { force: true })
  symlinkSync(resolve(from, 'node_modules'), join(to, 'node_modules'), 'dir')
}

/** Lists `/plain` as public; the protected page needs no change. */
function openPlainPage(routes: string): void {
  const text = readFileSync(routes, 'utf8')
  if (!PUBLIC_PATHS.test(text)) throw new Error(`${ROUTES} has no set PUBLIC_PATHS to extend`)
  writeFileSync(routes, text.replace(PUBLIC_PATHS, "$1\n  '/plain',"))
}

/** Lets the bundler read packages outside the folder. */
function widenRoot(folder: string): void {
  const text = readFileSync(join(folder, 'next.config.js'), 'utf8')
  writeFileSync(join(folder, 'gatehouse.config.js'), text)
  const hash = createHash('sha256').update(text).digest('hex')
  writeFileSync(
    join(folder, 'next.config.js'),
    `// Built anew when the settings change: ${hash}
import config from './gatehouse.config.js'
export default { ...config, turbopack: { root: ${JSON.stringify(parse(folder).root)} } }
`,
  )
}

/** Builds the pages with Next.js and the server with esbuild when their sources have changed. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { node } from './command.mjs'
import { Failure } from './failure.mjs'
import { inProject, requireWritable } from './project.mjs'
import { refuseWhileRunning } from './running.mjs'

const SOURCES = [
  'app',
  'cli',
  'db',
  'lib',
  'public',
  'middleware.ts',
  'server.ts',
  'next.config.js',
  'postcss.config.mjs',
  'scripts/check-settings.ts',
  'tsconfig.json',
  'package-lock.json',
]
const NOT_BUILT = /\.test\.tsx?$/
const SERVER = 'dist/server.mjs'
const COMMAND_LINE = 'dist/gatehouse.mjs'
const CHECK_SETTINGS = 'dist/check-settings.cjs'
/** `next build` empties its folder first, so the mark never outlives its build. */
const MARK = inProject('.next/gatehouse-sources')

/** Options to bundle our programs: packages stay where npm put them, but for drizzle. */
export const PROGRAM = {
  absWorkingDir: inProject(),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  alias: {
    // A marker that only Next.js understands; our programs run only on the server.
    'server-only': inProject('scripts/support/empty.mjs'),
    // Its package.json names thousands of files. Node.js 22 and later read it anew for each that is
    // loaded, which makes a start take twice the time.
    'drizzle-orm': inProject('node_modules/drizzle-orm'),
  },
  mainFields: ['module', 'main'],
  logLevel: 'warning',
}

/** Builds what `npm start` serves, unless it is built and its sources are unchanged. */
export async function ensureBuild() {
  const sources = fingerprint()
  if (isBuilt(sources)) return
  requireWritable('build')
  refuseWhileRunning()
  console.log('Building (up to a minute) …')
  const started = Date.now()
  await buildPages()
  await bundle('server.ts', SERVER)
  await bundle('cli/gatehouse.ts', COMMAND_LINE)
  await bundleSettingsCheck()
  writeFileSync(MARK, sources)
  console.log(`Built (${Math.round((Date.now() - started) / 1000)} s).`)
}

/** Builds the command line, which needs no pages, if it has changed. @returns its file */
export async function ensureCommandLine() {
  return isBuilt(fingerprint()) ? inProject(COMMAND_LINE) : bundle('cli/gatehouse.ts', COMMAND_LINE)
}

/**
 * Builds the program that checks the settings, if it has changed. Its packages are bundled, since
 * it runs before any is installed.
 *
 * @param packages the folder with esbuild and those packages
 * @returns its file
 */
export async function ensureSettingsCheck(packages) {
  return isBuilt(fingerprint()) ? inProject(CHECK_SETTINGS) : bundleSettingsCheck(packages)
}

function bundleSettingsCheck(packages = inProject('node_modules')) {
  const options = { format: 'cjs', packages: 'bundle', nodePaths: [packages] }
  return bundle('scripts/check-settings.ts', CHECK_SETTINGS, options)
}

/** Bundles a program with our modules. @returns its file */
export async function bundle(program, outfile, options = {}) {
  const [packages = inProject('node_modules')] = options.nodePaths ?? []
  const { build } = await import(pathToFileURL(join(packages, 'esbuild/lib/main.js')).href)
  await build({ ...PROGRAM, ...options, entryPoints: [program], outfile }).catch(() => {
    throw new Failure(`${program} could not be built; the lines above say why.`)
  })
  return inProject(outfile)
}

async function buildPages() {
  const { code, output } = await node([inProject('node_modules/next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (code !== 0)
    throw new Failure(`${output.trim()}\n\nThe build failed; the lines above say why.`)
}

function isBuilt(sources) {
  const isThere = ['.next/BUILD_ID', SERVER, COMMAND_LINE, CHECK_SETTINGS].every((file) =>
    existsSync(inProject(file)),
  )
  return isThere && existsSync(MARK) && readFileSync(MARK, 'utf8') === sources
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) for (const file of filesUnder(source)) addTo(hash, file)
  return hash.digest('hex')
}

/** Lengths come first, so that two different trees never hash the same text. */
function addTo(hash, file) {
  const content = readFileSync(inProject(file))
  hash.update(`${file.length}:${file}:${content.length}:`).update(content)
}

function filesUnder(path) {
  if (!existsSync(inProject(path)) || NOT_BUILT.test(path)) return []
  if (!statSync(inProject(path)).isDirectory()) return [path]
  const names = readdirSync(inProject(path)).sort()
  return names.flatMap((name) => filesUnder(join(path, name)))
}

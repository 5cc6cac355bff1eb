/** Installs npm packages when they are missing or differ from package-lock.json. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Failure } from './failure.mjs'
import { nativeModuleWorks } from './native-module.mjs'
import { requireForServing } from './needs.mjs'
import { runNpm } from './npm.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { inProject, requireWritable } from './project.mjs'

/** npm's option for each level: only what running needs, or test tools too. */
const OMIT = { run: '--omit=dev', test: '--include=dev' }
const STAMP = inProject('node_modules/.gatehouse-install.json')
const TAIL_LINES = 15

/** Installs at least `level` ('run' or 'test') into `node_modules`, if it is not there. */
export async function install(level) {
  if (wantedAt(level) === null) return
  requireWritable('install its packages')
  // Two npm commands in a fresh folder would delete each other's packages.
  await oneAtATime('installing', () => installLevel(level))
}

async function installLevel(level) {
  const wanted = wantedAt(level)
  if (wanted === null) return
  await requireForServing()
  const started = Date.now()
  if (!installed()) {
    console.log('Installing packages (once; it can take some minutes) …')
    await npm(['ci', OMIT[wanted]])
  } else {
    console.log('Bringing packages up to date …')
    await npm(['install', '--no-save', OMIT[wanted]])
  }
  await requireNativeModule()
  writeFileSync(STAMP, `${JSON.stringify({ lock: fingerprint(), level: wanted })}\n`)
  console.log(`Packages are installed (${Math.round((Date.now() - started) / 1000)} s).`)
}

/** Installs what only `npm run bench -- compare` needs: a folder with its own lock file. */
export async function installBench() {
  const stamp = inProject('bench/node_modules/.gatehouse-install.json')
  const lock = fingerprint('bench/package-lock.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('Installing the packages of bench/ (once; it can take some minutes) …')
  await npm(['ci', `--prefix=${inProject('bench')}`])
  writeFileSync(stamp, lock)
}

/** The level to install, or null when it is installed. Packages for tests stay. */
function wantedAt(level) {
  const found = installed()
  const wanted = found?.level === 'test' ? 'test' : level
  return found?.lock === fingerprint() && found.level === wanted ? null : wanted
}

/** What node_modules holds, or null. Its lock is unknown after npm was run by hand. */
function installed() {
  if (!existsSync(inProject('node_modules'))) return null
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'))
  } catch {
    return { lock: null, level: existsSync(inProject('node_modules/vitest')) ? 'test' : 'run' }
  }
}

/** Changes when the lock file must be installed again, native modules included. */
function fingerprint(lockFile = 'package-lock.json') {
  return createHash('sha256')
    .update(readFileSync(inProject(lockFile)))
    .update([process.versions.modules, process.platform, process.arch].join())
    .digest('hex')
}

/** Its binary is missing after an interrupted install, a new Node.js or blocked install scripts. */
async function requireNativeModule() {
  if (await nativeModuleWorks()) return
  console.log('Compiling better-sqlite3 (one to four minutes) …')
  await npm(['rebuild', 'better-sqlite3'])
  if (await nativeModuleWorks()) return
  throw new Failure(
    'better-sqlite3 does not load: it needs a prebuilt binary from GitHub, or Python, make and a C++ compiler.',
  )
}

async function npm(args) {
  const started = Date.now()
  const progress = setInterval(() => {
    console.log(`  … still at it (${Math.round((Date.now() - started) / 1000)} s)`)
  }, 20_000)
  const { code, output } = await runNpm([...args, '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(progress)
  if (code === 0) return
  const tail = output.trim().split('\n').slice(-TAIL_LINES).join('\n')
  throw new Failure(`${tail}\n\n\`npm ${args.join(' ')}\` failed; the lines above say why.`)
}

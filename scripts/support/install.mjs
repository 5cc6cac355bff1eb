/** Installs npm packages when they are missing or no longer what package-lock.json says. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Failure } from './failure.mjs'
import { nativeModuleWorks } from './native-module.mjs'
import { requireForServing } from './needs.mjs'
import { runNpm } from './npm.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { inProject, requireWritable } from './project.mjs'

/** What is installed: only what running needs, or the tools for testing too. */
const OMIT = { run: '--omit=dev', test: '--include=dev' }
const STAMP = inProject('node_modules/.gatehouse-install.json')
const TAIL_LINES = 15

/** Makes `node_modules` hold at least `level` ('run' or 'test'); does nothing when it does. */
export async function install(level) {
  if (wantedAt(level) === null) return
  requireWritable('install its packages')
  // Two commands that start in a fresh folder: npm would pull packages from under itself.
  await oneAtATime('installing', () => bringTo(level))
}

async function bringTo(level) {
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

/** The level to install, or null where it is there. What was installed for tests stays. */
function wantedAt(level) {
  const found = installed()
  const wanted = found?.level === 'test' ? 'test' : level
  return found?.lock === fingerprint() && found.level === wanted ? null : wanted
}

/** What node_modules holds, or null. Where someone ran npm by hand, its lock is unknown. */
function installed() {
  if (!existsSync(inProject('node_modules'))) return null
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'))
  } catch {
    return { lock: null, level: existsSync(inProject('node_modules/vitest')) ? 'test' : 'run' }
  }
}

/** Changes whenever the same lock file would have to be installed anew, native modules included. */
function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .update([process.versions.modules, process.platform, process.arch].join())
    .digest('hex')
}

/** An interrupted install, another Node.js or blocked install scripts leave it without its binary. */
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
  const pulse = setInterval(() => {
    console.log(`  … still at it (${Math.round((Date.now() - started) / 1000)} s)`)
  }, 20_000)
  const { code, output } = await runNpm([...args, '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(pulse)
  if (code === 0) return
  const tail = output.trim().split('\n').slice(-TAIL_LINES).join('\n')
  throw new Failure(`${tail}\n\n\`npm ${args.join(' ')}\` failed; the lines above say why.`)
}

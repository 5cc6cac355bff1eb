/** Finds a Chromium for the browser tests; downloads one only if this machine has none. */
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { command, node } from './command.mjs'
import { Failure } from './failure.mjs'
import { inProject } from './project.mjs'

/** The shell comes first: it draws no window, which makes every test faster. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
/** Every Chromium for Linux is linked to it, and a bare server does not have it. */
const LIBRARY = 'libnss3.so'
const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
]
const ANSWER_MS = 20_000
const DOWNLOAD_MS = 180_000

/**
 * A browser that starts: the one in CHROMIUM_PATH, Playwright's, the system's, a downloaded one, or
 * the one in an npm package (Linux on x64).
 *
 * @returns its path, as the environment that playwright.config.ts reads.
 */
export async function findBrowser() {
  const path =
    (await fromEnvironment()) ??
    (await fromPlaywright()) ??
    (await fromSystem()) ??
    (await fromDownload()) ??
    (await fromPackage())
  if (!path) {
    throw new Failure(
      'No Chromium for the browser tests: run `npx playwright install chromium`, install Chromium ' +
        'or Chrome, or name one with CHROMIUM_PATH.',
    )
  }
  console.log(`Browser: ${path}`)
  return { CHROMIUM_PATH: path }
}

/** Whether `findBrowser` will find one; asked before packages are installed. */
export async function canRunBrowser() {
  if ((await fromEnvironment()) ?? (await fromSystem())) return true
  if (process.platform !== 'linux') return true
  if (hasDownloaded()) return true
  return LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, LIBRARY)))
}

/** Whether Playwright has downloaded a browser to this machine before. */
function hasDownloaded() {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright')
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('chromium'))
}

async function fromEnvironment() {
  const path = process.env.CHROMIUM_PATH
  if (!path) return null
  if (await starts(path)) return path
  throw new Failure(`CHROMIUM_PATH names ${path}, which is not a Chromium that starts.`)
}

async function fromPlaywright() {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return (await starts(path)) ? path : null
}

async function fromSystem() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  for (const path of [...onPath, ...USUAL_PLACES]) if (await starts(path)) return path
  return null
}

/** Fails fast without a network. Linux on x64 uses the packaged one instead. */
async function fromDownload() {
  if (hasPackaged()) return null
  console.log('Downloading a browser for the tests …')
  const cli = inProject('node_modules/playwright/cli.js')
  const { code } = await node([cli, 'install', 'chromium'], { timeout: DOWNLOAD_MS })
  return code === 0 ? fromPlaywright() : null
}

/**
 * Without the package's own arguments, which are for cloud functions: they run everything in one
 * process, where closing a context ends the browser, and switch off features these tests need.
 */
async function fromPackage() {
  if (!hasPackaged()) return null
  const { default: chromium } = await import('@sparticuz/chromium')
  const path = await chromium.executablePath()
  return (await starts(path)) ? path : null
}

function hasPackaged() {
  return process.platform === 'linux' && process.arch === 'x64'
}

async function starts(path) {
  if (!existsSync(path)) return false
  return (await command(path, ['--version'], { timeout: ANSWER_MS })).code === 0
}

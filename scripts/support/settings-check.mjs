/** Checks the settings before minutes are spent on installing and building. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureSettingsCheck } from './build.mjs'
import { node } from './command.mjs'
import { Failure } from './failure.mjs'
import { runNpm } from './npm.mjs'
import { inProject } from './project.mjs'

/** The packages that the check is built from. */
const PACKAGES = ['esbuild', 'zod', '@next/env']
const FOLDER = inProject('dist/check')

/**
 * @param mode 'production' or 'development'
 * @throws Failure that names every fault at once
 */
export async function requireValidSettings(mode) {
  const program = existsSync(inProject('node_modules/zod'))
    ? await ensureSettingsCheck(inProject('node_modules'))
    : await buildFromFetched()
  // Without a network the server itself reports faults, after the installation.
  if (!program) return
  const { code, output } = await node([program], { env: { NODE_ENV: mode } })
  if (code !== 0) throw new Failure(output.trim())
}

/** In a fresh folder, fetches only these packages, in seconds. They need no install scripts. */
async function buildFromFetched() {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
  const wanted = PACKAGES.map((name) => `${name}@${packages[`node_modules/${name}`].version}`)
  mkdirSync(FOLDER, { recursive: true })
  const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund']
  const { code } = await runNpm(['install', '--prefix', FOLDER, ...quiet, ...wanted])
  const program = code === 0 ? await ensureSettingsCheck(`${FOLDER}/node_modules`) : null
  rmSync(FOLDER, { recursive: true, force: true })
  return program
}

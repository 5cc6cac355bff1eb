/** Checks the settings before minutes of installing and building are spent on a server that refuses them. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureSettingsCheck } from './build.mjs'
import { node } from './command.mjs'
import { Failure } from './failure.mjs'
import { runNpm } from './npm.mjs'
import { inProject } from './project.mjs'

/** What the check is made of, beside sources of ours. */
const PACKAGES = ['esbuild', 'zod', '@next/env']
const FOLDER = inProject('dist/check')

/**
 * @param mode 'production' or 'development'
 * @throws Failure that names every fault at once
 */
export async function requireSoundSettings(mode) {
  const program = existsSync(inProject('node_modules/zod'))
    ? await ensureSettingsCheck(inProject('node_modules'))
    : await programOfFetched()
  // Without a network the server itself will say what is wrong, after what is missing has come.
  if (!program) return
  const { code, output } = await node([program], { env: { NODE_ENV: mode } })
  if (code !== 0) throw new Failure(output.trim())
}

/** In a fresh folder the three packages come alone, in seconds. They have no scripts to run. */
async function programOfFetched() {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
  const wanted = PACKAGES.map((name) => `${name}@${packages[`node_modules/${name}`].version}`)
  mkdirSync(FOLDER, { recursive: true })
  const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund']
  const { code } = await runNpm(['install', '--prefix', FOLDER, ...quiet, ...wanted])
  const program = code === 0 ? await ensureSettingsCheck(`${FOLDER}/node_modules`) : null
  rmSync(FOLDER, { recursive: true, force: true })
  return program
}

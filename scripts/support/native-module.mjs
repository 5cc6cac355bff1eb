/** The binary of better-sqlite3: prebuilt if npm can fetch one, else compiled here. */
import { readFileSync } from 'node:fs'
import { node } from './command.mjs'
import { findProgram } from './find-program.mjs'
import { inProject } from './project.mjs'

const COMPILERS = ['c++', 'g++', 'clang++']
const ANSWER_MS = 4000

/** Whether the installed module loads in this Node.js. */
export async function nativeModuleWorks() {
  const { code } = await node(['-e', "new (require('better-sqlite3'))(':memory:').close()"])
  return code === 0
}

/** Whether an installation will get the binary; asked before npm spends minutes on it. */
export async function canHaveNativeModule() {
  return hasCompiler() || (await canFetchBinary())
}

function hasCompiler() {
  if (process.platform === 'win32') return true
  return COMPILERS.some(findProgram) && ['make', 'python3'].every(findProgram)
}

async function canFetchBinary() {
  const options = { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS) }
  return fetch(binaryUrl(), options).then(
    (answer) => answer.ok,
    () => false,
  )
}

/** The URL of the release of better-sqlite3 for this version of Node.js's binary interface. */
function binaryUrl() {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
  const { version } = lock.packages['node_modules/better-sqlite3']
  const libc = process.platform === 'linux' && !isGlibc() ? 'musl' : ''
  const build = `node-v${process.versions.modules}-${process.platform}${libc}-${process.arch}`
  return (
    'https://github.com/WiseLibs/better-sqlite3/releases/download/' +
    `v${version}/better-sqlite3-v${version}-${build}.tar.gz`
  )
}

function isGlibc() {
  return Boolean(process.report.getReport().header.glibcVersionRuntime)
}

/** Reports everything that a fresh machine lacks, before anything slow begins. */
import { existsSync, readFileSync } from 'node:fs'
import { canRunBrowser } from './browser.mjs'
import { command } from './command.mjs'
import { Failure } from './failure.mjs'
import { findProgram } from './find-program.mjs'
import { canHaveNativeModule, nativeModuleWorks } from './native-module.mjs'
import { findPostgres } from './postgres.mjs'

const COMPILER = {
  what: 'a C++ compiler, make and Python 3 (for better-sqlite3, whose ready-made binary cannot be fetched)',
  isThere: async () => (await nativeModuleWorks()) || (await canHaveNativeModule()),
  packages: 'g++ make python3',
  homebrew: 'python3',
}
const POSTGRES = {
  what: "PostgreSQL's server programs, initdb and postgres (version 13 or newer; the tests start a server of their own)",
  isThere: async () => findPostgres() !== null,
  packages: 'postgresql',
  homebrew: 'postgresql',
}
const POOLER = {
  what: 'PgBouncer (the tests put it before a server of their own)',
  isThere: async () => findProgram('pgbouncer') !== null,
  packages: 'pgbouncer',
  homebrew: 'pgbouncer',
}
const PROXIES = {
  what: 'nginx, Caddy, HAProxy and Apache (the tests put each before a server of their own)',
  isThere: async () => ['nginx', 'caddy', 'haproxy', 'apache2'].every(findProgram),
  packages: 'nginx-light caddy haproxy apache2',
  homebrew: 'nginx caddy haproxy httpd',
}
const FOREIGN = {
  what: 'Apache with mod_auth_openidc, authlib for Python 3, oidc-agent and oathtool (the tests log users in with each)',
  isThere: async () =>
    ['apache2', 'oidc-agent', 'oathtool'].every(findProgram) &&
    existsSync('/usr/lib/apache2/modules/mod_auth_openidc.so') &&
    (await command('/usr/bin/python3', ['-c', 'import authlib, requests'])).code === 0,
  packages:
    'apache2 libapache2-mod-auth-openidc python3-authlib python3-requests oidc-agent-cli oathtool',
  homebrew: null,
}
const BROWSER = {
  what: 'a Chromium or Chrome (or its path in CHROMIUM_PATH)',
  isThere: canRunBrowser,
  packages: 'chromium-headless-shell',
  homebrew: '--cask chromium',
}

/** What each part of the tests needs besides Node.js and npm. */
const OF_PART = {
  checks: [],
  unit: [POSTGRES, POOLER],
  e2e: [POSTGRES, BROWSER],
  proxies: [PROXIES, BROWSER],
  foreign: [FOREIGN, BROWSER],
}

/**
 * Stops before anything is installed or built if the machine lacks what the tests need.
 *
 * @throws Failure that names everything missing, and one command that installs it
 */
export async function requireForTests(parts, command = 'npm test') {
  await require(command, [...new Set([COMPILER, ...parts.flatMap((part) => OF_PART[part])])])
}

/** The same for serving, which needs only Node.js and npm on most machines. */
export async function requireForServing() {
  await require('Gatehouse', [COMPILER])
}

async function require(who, needs) {
  const there = await Promise.all(needs.map((need) => need.isThere()))
  const missing = needs.filter((_, index) => !there[index])
  if (missing.length === 0) return
  const list = missing.map(({ what }) => `- ${what}`).join('\n')
  throw new Failure(`${who} needs what this machine does not have:\n${list}\n\n${advice(missing)}`)
}

function advice(missing) {
  const command = commandFor(missing)
  return command
    ? `Install it with:\n  ${command}`
    : 'Install it with the package manager of this system.'
}

function commandFor(missing) {
  if (process.platform === 'darwin') {
    if (missing.some(({ homebrew }) => homebrew === null)) return null
    return missing.map(({ homebrew }) => `brew install ${homebrew}`).join(' && ')
  }
  const system = distribution()
  if (!system) return null
  const sudo = process.getuid?.() === 0 ? '' : 'sudo '
  const install = (needs) =>
    `${sudo}apt-get install -y ${needs.map(({ packages }) => packages).join(' ')}`
  const update = `${sudo}apt-get update`
  if (system === 'debian') return `${update} && ${install(missing)}`
  // Ubuntu's chromium is a snap, which does not run everywhere.
  const others = missing.filter((need) => need !== BROWSER)
  const browser = missing.includes(BROWSER) ? ['npx playwright install --with-deps chromium'] : []
  return [update, ...(others.length > 0 ? [install(others)] : []), ...browser].join(' && ')
}

/** 'ubuntu' or 'debian', also for systems derived from them; otherwise null. */
function distribution() {
  const file = '/etc/os-release'
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8')
  if (/^ID(_LIKE)?=.*ubuntu/m.test(text)) return 'ubuntu'
  return /^ID(_LIKE)?=.*debian/m.test(text) ? 'debian' : null
}

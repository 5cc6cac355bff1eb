/** Runs the reverse proxies of docs/deploying.md in front of a test server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { generate } from 'selfsigned'
import { findProgram } from '../../scripts/support/find-program.mjs'

/** Not a loopback name, since the server accepts those with any port. */
export const DOCUMENTED_NAME = 'accounts.example.com'
const START_MS = 20_000
const MODULES = ['mpm_event', 'authz_core', 'ssl', 'proxy', 'proxy_http']

interface Kind {
  program: string
  args: (file: string, folder: string) => string[]
  /** Adds the configuration that a test needs around the documented part. */
  around: (documented: string, folder: string, port: number) => string
}

const isRoot = process.getuid?.() === 0

const KINDS = {
  nginx: {
    program: 'nginx',
    args: (file, folder) => ['-p', folder, '-e', 'stderr', '-c', file],
    around: (documented, folder) =>
      `daemon off; pid ${folder}/pid; ${isRoot ? 'user root;' : ''} events {}
      http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      ${documented} }`,
  },
  caddy: {
    program: 'caddy',
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    // Uses a certificate of its own authority, which must not be installed anywhere.
    around: (documented, _folder, port) =>
      `{\n admin off\n skip_install_trust\n auto_https disable_redirects\n local_certs\n}\n` +
      documented.replace(`${DOCUMENTED_NAME} {`, `${DOCUMENTED_NAME}:${port} {`),
  },
  haproxy: {
    program: 'haproxy',
    args: (file) => ['-db', '-f', file],
    around: (documented) => documented,
  },
  apache: {
    program: 'apache2',
    args: (file) => ['-DFOREGROUND', '-f', file],
    around: (documented, folder, port) =>
      [
        `ServerRoot ${folder}`,
        `DefaultRuntimeDir ${folder}`,
        `PidFile ${folder}/pid`,
        'ServerName localhost',
        `ErrorLog ${folder}/error.log`,
        `Listen ${port}`,
        ...(isRoot ? ['User nobody', 'Group nogroup'] : []),
        ...MODULES.map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`),
        documented,
      ].join('\n'),
  },
} satisfies Record<string, Kind>

const APACHE_MODULES = '/usr/lib/apache2/modules'

export type ProxyKind = keyof typeof KINDS
export const PROXY_KINDS = Object.keys(KINDS) as ProxyKind[]

/** Starts one with TLS on `port` in front of `target`. @returns a function that stops it */
export async function startDocumentedProxy(
  name: ProxyKind,
  port: number,
  target: number,
): Promise<() => Promise<void>> {
  const kind: Kind = KINDS[name]
  const program = findProgram(kind.program)
  if (!program)
    throw new Error(`The tests need ${kind.program}: npm run test:long says how to get it.`)
  const folder = mkdtempSync(join(tmpdir(), 'gh-proxy-'))
  await writeCertificate(folder)
  const file = join(folder, 'configuration')
  writeFileSync(file, kind.around(documentedFor(name, folder, port, target), folder, port))
  const child = spawn(program, kind.args(file, folder), {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  // Not SIGKILL: child processes would live on.
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  const deadline = performance.now() + START_MS
  while (!(await listens(port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      kill()
      throw new Error(`${name} did not start: ${said}`)
    }
    await sleep(50)
  }
  return async () => {
    process.off('exit', kill)
    const gone = once(child, 'exit')
    kill()
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The documented configuration with this test's ports and files instead of its own. */
function documentedFor(name: ProxyKind, folder: string, port: number, target: number): string {
  const page = readFileSync('docs/deploying.md', 'utf8')
  const [, documented] = new RegExp(`^\`\`\`${name}\n(.*?)^\`\`\``, 'ms').exec(page) ?? []
  if (!documented) throw new Error(`docs/deploying.md does not say how to set up ${name}`)
  return documented
    .replaceAll('/etc/ssl/', `${folder}/`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${target}`)
    .replace(/(?<=[\s:])443(?=[\s>])/, String(port))
}

async function writeCertificate(folder: string): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: DOCUMENTED_NAME }], {
    algorithm: 'sha256',
    keySize: 2048,
  })
  writeFileSync(join(folder, `${DOCUMENTED_NAME}.crt`), cert)
  writeFileSync(join(folder, `${DOCUMENTED_NAME}.key`), key)
  writeFileSync(join(folder, `${DOCUMENTED_NAME}.pem`), `${cert.trim()}\n${key}`)
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

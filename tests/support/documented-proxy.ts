/** Runs the reverse proxies of docs/deploying.md in front of a test server. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { apacheAround } from './apache'
import { startListeningProgram } from './listening-program'

/** Not a loopback name, since the server accepts those with any port. */
export const DOCUMENTED_NAME = 'accounts.example.com'
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
      apacheAround(documented, { folder, port, modules: MODULES }),
  },
} satisfies Record<string, Kind>

export type ProxyKind = keyof typeof KINDS
export const PROXY_KINDS = Object.keys(KINDS) as ProxyKind[]

/** Starts one with TLS on `port` in front of `target`. @returns a function that stops it */
export async function startDocumentedProxy(
  name: ProxyKind,
  port: number,
  target: number,
): Promise<() => Promise<void>> {
  const kind: Kind = KINDS[name]
  const { program } = kind
  const folder = mkdtempSync(join(tmpdir(), 'gh-proxy-'))
  await writeCertificate(folder)
  const file = join(folder, 'configuration')
  writeFileSync(file, kind.around(documentedFor(name, folder, port, target), folder, port))
  const args = kind.args(file, folder)
  const stop = await startListeningProgram({ program, args, at: port, folder })
  return async () => {
    await stop()
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

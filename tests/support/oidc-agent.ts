/** Runs oidc-agent, which keeps the tokens of a user on a machine without a browser. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { startListeningProgram } from './listening-program'

const ACCOUNT = 'gatehouse'

export interface OidcAgent {
  /** Asks for a device grant, and hands on the code to be typed. @returns when it has tokens */
  allowed(app: { issuer: string; id: string }, type: (code: string) => Promise<void>): Promise<void>
  /** An access token by a refresh, or what the agent says instead. */
  newToken(): Promise<string>
  stop(): Promise<void>
}

export async function startOidcAgent(): Promise<OidcAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'gh-agent-'))
  const socket = join(folder, 'agent', 'socket')
  const env = {
    ...process.env,
    HOME: folder,
    OIDC_SOCK: socket,
    OIDC_ENCRYPTION_PW: 'for its file in this folder',
  }
  const options = ['--console', '--no-webserver', '--no-scheme', '--no-autoreauthenticate']
  const stop = await startListeningProgram({
    program: 'oidc-agent',
    args: [...options, `--socket-path=${socket}`],
    at: socket,
    folder,
  })
  return {
    allowed: (app, type) => generate(app, env, type),
    newToken: async () => {
      const args = ['--force-new', ACCOUNT]
      const asked = promisify(execFile)('oidc-token', args, { env })
      return asked.then(
        ({ stdout }) => stdout.trim(),
        (error: { stderr: string }) => error.stderr.trim(),
      )
    },
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function generate(
  { issuer, id }: { issuer: string; id: string },
  env: NodeJS.ProcessEnv,
  type: (code: string) => Promise<void>,
): Promise<void> {
  const args = [
    ...['--manual', '--flow=device', `--iss=${issuer}`, `--client-id=${id}`, '--client-secret='],
    ...['--scope=openid email offline_access', '--prompt=none', '--pw-env', '--no-url-call'],
  ]
  const asking = spawn('oidc-gen', [...args, ACCOUNT], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = () => void asking.kill('SIGKILL')
  process.once('exit', kill)
  const ended = once(asking, 'close')
  let said = ''
  for await (const line of createInterface({ input: asking.stderr })) {
    said += `${line}\n`
    const [, code] = /enter the code: (\S+)/.exec(line) ?? []
    if (code !== undefined) await type(code)
  }
  const [status] = (await ended) as [number | null]
  process.off('exit', kill)
  if (status !== 0) throw new Error(`oidc-gen failed: ${said}`)
}

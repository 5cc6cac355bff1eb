/** A real PgBouncer with default settings, except where it listens and what it pools. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../../scripts/support/find-program.mjs'
import { freePort } from './free-port'
import { ask, nobody } from './postgres-server'

export interface Pooler {
  urlOf(database: string): string
  stop(): Promise<void>
}

const START_MS = 20_000
const NEEDED =
  'The tests need PgBouncer, and start it themselves: on Debian and Ubuntu `apt-get install ' +
  'pgbouncer`, on macOS `brew install pgbouncer`. Where it lies elsewhere, put its folder on the PATH.'

/** Starts one in front of the server at `serverUrl`. The caller must stop it. */
export async function startPgBouncer(
  serverUrl: string,
  poolMode: 'session' | 'transaction' | 'statement',
): Promise<Pooler> {
  const program = findProgram('pgbouncer')
  if (!program) throw new Error(NEEDED)
  const folder = mkdtempSync(join(tmpdir(), 'gh-pool-'))
  const port = await freePort()
  const [file, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users.txt')]
  writeFileSync(users, '"gatehouse" ""\n')
  writeFileSync(file, settings(new URL(serverUrl), port, users, poolMode))
  const owner = nobody()
  if (owner) for (const path of [folder, file, users]) chownSync(path, owner.uid, owner.gid)

  const child = spawn(program, [file], { ...owner, cwd: folder, stdio: 'ignore' })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const urlOf = (database: string) => `postgres://gatehouse@127.0.0.1:${port}/${database}`
  const deadline = performance.now() + START_MS
  for (;;) {
    try {
      await ask(urlOf('postgres'), 'SELECT 1')
      break
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) {
        throw new Error('PgBouncer did not start', { cause: error })
      }
      await sleep(50)
    }
  }
  return {
    urlOf,
    async stop() {
      process.off('exit', kill)
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function settings({ hostname, port }: URL, own: number, users: string, poolMode: string): string {
  return `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${poolMode}
`
}

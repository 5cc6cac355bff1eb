/** How commands notice each other, tested in a folder that holds only their scripts. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'

const RUNNING = "import * as running from './scripts/support/running.mjs';"
const ONE = "import { oneAtATime } from './scripts/support/one-at-a-time.mjs';"
const BUILD = `${RUNNING} running.refuseWhileRunning()`
const WHERE = `${RUNNING} console.log(running.originOfRunningServer('production') ?? 'nowhere')`

let place: string
let folder: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  folder = join(place, 'one')
  cpSync('scripts/support', join(folder, 'scripts/support'), { recursive: true })
})

afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(place, { recursive: true })
})

describe('a build', () => {
  test('is refused while a server runs from its folder, and allowed after the server exits', async () => {
    const server = await givenServer()
    expect(run(BUILD).err).toContain(`running from this folder (process ${server.pid})`)
    server.kill('SIGKILL')
    await once(server, 'exit')
    expect(run(BUILD)).toEqual({ code: 0, out: '', err: '' })
  })

  test('is allowed beside a development server, which has its own pages', async () => {
    await givenServer({ mode: 'development' })
    expect(run(BUILD).code).toBe(0)
  })

  test('is allowed in a copy of the folder of a running server', async () => {
    await givenServer()
    const copy = join(place, 'two')
    cpSync(folder, copy, { recursive: true })
    expect(run(BUILD, { cwd: copy })).toEqual({ code: 0, out: '', err: '' })
  })

  test('is allowed when another process has the process id of a killed server', async () => {
    await givenServer()
    const [name = ''] = readdirSync(join(folder, 'data/running'))
    const note = join(folder, 'data/running', name)
    const written = JSON.parse(readFileSync(note, 'utf8')) as { began: string }
    for (const began of [`${written.began}0`, `another start of ${written.began}`, null]) {
      writeFileSync(note, JSON.stringify({ ...written, began }))
      expect(run(BUILD).code, String(began)).toBe(0)
    }
    writeFileSync(note, JSON.stringify(written))
    expect(run(BUILD).code).toBe(1)
  })
})

test('a command does not wait for an unrelated process with the process id in its lock file', () => {
  mkdirSync(join(folder, 'dist'))
  const note = { folder, pid: process.pid, began: 'before a restart of the machine' }
  writeFileSync(join(folder, 'dist/installing'), JSON.stringify(note))
  expect(run(`${ONE} await oneAtATime('installing', () => console.log('done'))`).out).toContain(
    'done',
  )
  expect(readdirSync(join(folder, 'dist'))).toEqual([])
})

describe('a link that a command prints leads', () => {
  test('to the server of its folder and database, on the port where it listens', async () => {
    await givenServer({ env: { PORT: '4321' } })
    expect(run(WHERE).out).toBe('http://localhost:4321\n')
    expect(run(WHERE, { env: { DATABASE_URL: 'file:data/gatehouse.db' } }).out).toContain(':4321')
    expect(run(WHERE, { env: { DATABASE_URL: 'file:data/other.db' } }).out).toBe('nowhere\n')
  })

  test('to the public origin of the server', async () => {
    const DATABASE_URL = 'postgres://gatehouse:secret@db.internal/gatehouse'
    const origin = 'https://accounts.example.com'
    await givenServer({ env: { PORT: '4321', APP_ORIGIN: origin, DATABASE_URL } })
    const other = 'postgres://operator@db.internal/gatehouse?sslmode=require'
    expect(run(WHERE, { env: { DATABASE_URL: other } }).out).toBe(`${origin}\n`)
    const [name = ''] = readdirSync(join(folder, 'data/running'))
    expect(readFileSync(join(folder, 'data/running', name), 'utf8')).not.toContain('secret')
  })
})

test('a server runs in a folder that it cannot write to', () => {
  chmodSync(place, 0o755)
  for (const name of ['', 'scripts']) chmodSync(join(folder, name), 0o555)
  const isRoot = process.getuid?.() === 0
  const said = run(`${RUNNING} running.noteRunning('production')`, isRoot ? { uid: 65534 } : {})
  expect(said).toEqual({ code: 0, out: '', err: '' })
  expect(readdirSync(folder)).toEqual(['scripts'])
})

interface Options {
  cwd?: string
  env?: Record<string, string>
  uid?: number
}

function run(program: string, { cwd = folder, env = {}, ...options }: Options = {}) {
  const args = ['--input-type=module', '--eval', program]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    encoding: 'utf8',
    // A command that waits forever must not block the other tests.
    timeout: 20_000,
    ...options,
  })
  return { code: status, out: stdout, err: stderr }
}

/** A process that only registers itself as a running server. */
async function givenServer({ mode = 'production', env = {} } = {}): Promise<ChildProcess> {
  const program = `${RUNNING} running.noteRunning('${mode}'); setInterval(() => 0, 9e8); console.log('up')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

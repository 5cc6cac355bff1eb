import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from './support/free-port'
import { newSecret } from './support/settings'

test('a start with faulty settings names every fault at once, before it installs or builds anything', async () => {
  const DATABASE_URL = `file:${resolve('package.json/gatehouse.db')}`
  const said = await startWith({
    ...{ SIGNUP: 'maybe', ACCESS_TOKEN_TTL: '15d', ACCENT_COLOR: '#ffcc00' },
    ...{ APP_LOGO: 'package.json', DATABASE_URL },
  })
  expect(said).toEqual({
    code: 1,
    out: '',
    err: [
      'Gatehouse cannot start with these settings (see .env.example):',
      '  - SIGNUP must be open or closed.',
      '  - ACCENT_COLOR is too light: white text on #ffcc00, and links in it, would have a contrast below 4.5:1. The nearest colour that has enough is #7f6600.',
      '  - ACCESS_TOKEN_TTL must not be longer than REFRESH_IDLE_TTL.',
      '  - APP_LOGO names a file that is neither an SVG (in UTF-8) nor a PNG picture.',
      `  - The database ${resolve('package.json/gatehouse.db')} cannot be made: ${resolve('package.json')} is a file, and no folder.`,
      '',
    ].join('\n'),
  })
})

async function startWith(settings: Record<string, string>) {
  const { PATH, HOME } = process.env
  const PORT = String(await freePort())
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { NODE_ENV: 'production', PATH, HOME, PORT, AUTH_SECRET: newSecret(), ...settings },
  })
  const said = { code: null as number | null, out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.err += String(chunk)))
  // A start that builds or serves would never end by itself.
  const late = setTimeout(() => child.kill(), 30_000)
  // Safe: these are the arguments of the event.
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(late)
  return { ...said, code }
}

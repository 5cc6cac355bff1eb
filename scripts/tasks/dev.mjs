/** Does everything between `npm run dev` and the first request. */
import { pathToFileURL } from 'node:url'
import { bundle } from '../support/build.mjs'
import { runTask } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { requireFreePort } from '../support/port.mjs'
import { PROJECT } from '../support/project.mjs'
import { noteRunning } from '../support/running.mjs'
import { requireValidSettings } from '../support/settings-check.mjs'
import { ensureSettings, setting } from '../support/settings-file.mjs'

await runTask(async () => {
  process.chdir(PROJECT)
  process.env.NODE_ENV = 'development'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  await requireFreePort(setting('PORT', 'development') ?? '3000')
  ensureSettings('development')
  await requireValidSettings('development')
  await install('run')
  const server = await bundle('server.ts', 'dist/dev-server.mjs')
  noteRunning('development')
  await import(pathToFileURL(server).href)
})

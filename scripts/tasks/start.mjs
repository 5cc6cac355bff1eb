/** Does everything between `npm start` and the first request. */
import { pathToFileURL } from 'node:url'
import { ensureBuild } from '../support/build.mjs'
import { runTask } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { requireFreePort } from '../support/port.mjs'
import { inProject, PROJECT } from '../support/project.mjs'
import { noteRunning } from '../support/running.mjs'
import { requireValidSettings } from '../support/settings-check.mjs'
import { ensureSettings, setting } from '../support/settings-file.mjs'

await runTask(async () => {
  process.chdir(PROJECT)
  process.env.NODE_ENV = 'production'
  await requireFreePort(setting('PORT', 'production') ?? '3000')
  ensureSettings('production')
  await requireValidSettings('production')
  await install('run')
  await ensureBuild()
  noteRunning('production')
  // In this process, so that there is only one to stop.
  await import(pathToFileURL(inProject('dist/server.mjs')).href)
})

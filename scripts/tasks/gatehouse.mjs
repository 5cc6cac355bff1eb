/** Brings the command line up to date and runs it. */
import { pathToFileURL } from 'node:url'
import { ensureCommandLine } from '../support/build.mjs'
import { runTask } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { PROJECT } from '../support/project.mjs'
import { originOfRunningServer } from '../support/running.mjs'
import { ensureSettings, setting } from '../support/settings-file.mjs'

await runTask(async () => {
  process.chdir(PROJECT)
  ensureSettings('production')
  await install('run')
  // Links must lead to where the server listens, even if this terminal has another PORT.
  const origin = setting('APP_ORIGIN', 'production') ?? originOfRunningServer('production')
  if (origin) process.env.APP_ORIGIN = origin
  await import(pathToFileURL(await ensureCommandLine()).href)
})

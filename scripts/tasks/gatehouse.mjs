/** Brings the command line up to date and hands over to it. */
import { pathToFileURL } from 'node:url'
import { ensureCommandLine } from '../support/build.mjs'
import { carryOut } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { PROJECT } from '../support/project.mjs'
import { ensureSettings } from '../support/settings-file.mjs'

await carryOut(async () => {
  process.chdir(PROJECT)
  ensureSettings('production')
  await install('run')
  await import(pathToFileURL(await ensureCommandLine()).href)
})

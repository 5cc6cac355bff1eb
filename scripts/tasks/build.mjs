/** Builds without serving, for an image or a deployment. */
import { ensureBuild } from '../support/build.mjs'
import { runTask } from '../support/failure.mjs'
import { install } from '../support/install.mjs'

await runTask(async () => {
  await install('run')
  await ensureBuild()
  console.log('The build is up to date.')
})

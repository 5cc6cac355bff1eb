/** Bundles an example and runs it. */
import { pathToFileURL } from 'node:url'
import { bundle } from '../support/build.mjs'
import { runTask } from '../support/failure.mjs'
import { install } from '../support/install.mjs'

await runTask(async () => {
  const [name] = process.argv.slice(2)
  await install('test')
  const file = await bundle(`examples/${name}/main.ts`, `dist/examples/${name}.mjs`)
  // In this process, so that there is only one to stop.
  await import(pathToFileURL(file).href)
})

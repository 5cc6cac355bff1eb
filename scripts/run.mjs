/** `node scripts/run.mjs <task> …`: runs one of `scripts/tasks` for a command of package.json. */
import { onSupportedNode } from './support/node-version.mjs'

// The task finds only its own arguments.
const [task] = process.argv.splice(2, 1)
onSupportedNode(() => import(`./tasks/${task}.mjs`))

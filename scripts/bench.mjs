/** `npm run bench`: measures what a protected request costs, on a database of its own. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/bench.mjs'))

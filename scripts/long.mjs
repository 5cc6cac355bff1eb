/** `npm run test:long`: the tests of what goes wrong rarely, for as long as it takes. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/long.mjs'))

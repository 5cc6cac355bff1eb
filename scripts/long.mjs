/** `npm run test:long`: tests of rare faults, with very many rounds. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/long.mjs'))

/** `npm test`: installs and builds what is missing, then runs every check and every test. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/test.mjs'))

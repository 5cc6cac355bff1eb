/** `npm run build`: builds pages and server, if anything that goes into them has changed. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/build.mjs'))

/** `npm run gatehouse -- <command>`: the administrator's command line. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/gatehouse.mjs'))

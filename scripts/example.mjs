/** `npm run example:orders`, `example:cart` and `example:shop`: services that verify our tokens. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/example.mjs'))

/** `npm run dev`: serves the app from its sources and reloads pages when they change. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/dev.mjs'))

/** `npm start`: installs, sets up and builds what is missing or stale, then serves the app. */
import { onSupportedNode } from './support/node-version.mjs'

onSupportedNode(() => import('./tasks/start.mjs'))

/** Classifies paths, so that metrics have few labels whatever clients request. */
import {
  ADMIN,
  DASHBOARD,
  END,
  EVENTS,
  HEALTH,
  LOG_IN,
  METRICS,
  REFRESH,
  RESET_PASSWORD,
  SETUP,
  SIGN_UP,
  WELL_KNOWN,
} from '@/lib/base/routes'

export const ROUTE_CLASSES = [
  'log-in',
  'sign-up',
  'refresh',
  'end',
  'events',
  'setup',
  'reset-password',
  'dashboard',
  'admin',
  'api',
  'keys',
  'health',
  'metrics',
  'static',
  'other',
] as const

export type RouteClass = (typeof ROUTE_CLASSES)[number]

const EXACT: Readonly<Record<string, RouteClass>> = {
  [LOG_IN]: 'log-in',
  [SIGN_UP]: 'sign-up',
  [REFRESH]: 'refresh',
  [END]: 'end',
  [EVENTS]: 'events',
  [SETUP]: 'setup',
  [RESET_PASSWORD]: 'reset-password',
  [METRICS]: 'metrics',
}

const FOLDERS: readonly (readonly [string, RouteClass])[] = [
  [DASHBOARD, 'dashboard'],
  [ADMIN, 'admin'],
  [HEALTH, 'health'],
  ['/api', 'api'],
  [WELL_KNOWN, 'keys'],
  ['/_next', 'static'],
]
const FILE = /^\/[\w-]+\.(ico|svg|png|txt|webmanifest)$/

export function routeClass(path: string): RouteClass {
  const exact = Object.hasOwn(EXACT, path) ? EXACT[path] : undefined
  if (exact) return exact
  const folder = FOLDERS.find(([name]) => path === name || path.startsWith(`${name}/`))
  return folder?.[1] ?? (FILE.test(path) ? 'static' : 'other')
}

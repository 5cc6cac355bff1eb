/** Every setting: what people write, what is accepted, and what it means. */
import { z } from 'zod'
import {
  contact,
  duration,
  lengthOfTime,
  origin,
  origins,
  proxies,
  retention,
  secrets,
  serviceNames,
  wholeNumber,
} from './setting-kinds'
import { DAY, MINUTE } from './time'

const TOKEN_ALGORITHMS = ['ES256', 'EdDSA', 'RS256', 'HS256'] as const
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number]

export const DEFAULT_DATABASE = 'file:./data/gatehouse.db'

/** A more expensive hash would keep users waiting too long. */
export const MAX_BCRYPT_COST = 16

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface Settings {
  /** Scheme, host and port of this app as browsers see it, without a trailing slash. */
  appOrigin: string
  appUrl: URL
  isHttps: boolean
  /** True only under `npm run dev`. */
  isDevelopment: boolean
  port: number
  /** The first one wraps keys, all of them unwrap. */
  authSecrets: readonly [string, ...string[]]
  databaseKind: 'sqlite' | 'postgres'
  databaseUrl: string
  /** Path of the SQLite file, relative to the project; empty with PostgreSQL. */
  databaseFile: string
  tokenAlgorithm: TokenAlgorithm
  /** In seconds, like those below it. */
  accessTokenTtl: number
  refreshIdleTtl: number
  /** The idle limit of a session without `Stay signed in`. */
  shortIdleTtl: number
  sessionMaxAge: number
  clockTolerance: number
  bcryptCost: number
  /** In code points. */
  passwordMinLength: number
  signup: 'open' | 'closed'
  /** How long events are kept, and personal data in events and sessions, in seconds. */
  auditRetention: number
  personalDataRetention: number
  /** IP addresses and CIDR ranges whose `X-Forwarded-For` is trusted. */
  trustedProxies: readonly string[]
  /** Sites whose scripts may call the API from a browser. */
  corsOrigins: readonly string[]
  /** Services that Bearer tokens are for, besides this app's own API. */
  apiAudiences: readonly string[]
  /** How long a key signs before the next one takes over, in seconds; 0 for ever. */
  keyRotation: number
  /** The Bearer token of a metrics scraper; null if metrics are off. */
  metricsToken: string | null
  /** The contact for reports of vulnerabilities, as a URI; null if not set. */
  securityContact: string | null
}

export const schema = z.object({
  PORT: wholeNumber(1, 65535).default(3000),
  APP_ORIGIN: origin.optional(),
  AUTH_SECRET: z.string().default('').pipe(secrets),
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:(?!:memory:).+|postgres(ql)?:\/\/.+)/,
      'must be file:<path> or postgres://<user>@<host>/<database>',
    )
    .default(DEFAULT_DATABASE),
  TOKEN_ALGORITHM: z
    .enum(TOKEN_ALGORITHMS, `must be one of ${TOKEN_ALGORITHMS.join(', ')}`)
    .default('ES256'),
  ACCESS_TOKEN_TTL: duration.default(10 * MINUTE),
  REFRESH_IDLE_TTL: duration.default(14 * DAY),
  SESSION_MAX_AGE: duration.default(90 * DAY),
  CLOCK_TOLERANCE: lengthOfTime({ orNone: true }).default(5),
  BCRYPT_COST: wholeNumber(10, MAX_BCRYPT_COST).default(12),
  PASSWORD_MIN_LENGTH: wholeNumber(8, 256).default(12),
  SIGNUP: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  AUDIT_RETENTION: retention.default(365 * DAY),
  PERSONAL_DATA_RETENTION: retention.default(90 * DAY),
  TRUSTED_PROXIES: proxies.default([]),
  CORS_ORIGINS: origins.default([]),
  API_AUDIENCES: serviceNames.default([]),
  KEY_ROTATION: lengthOfTime({ orNone: true }).default(30 * DAY),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/, 'must be at least 16 letters, digits or -._~+/=')
    .optional(),
  SECURITY_CONTACT: contact.optional(),
})

/** The parsed settings, by their names in the environment. */
export type SettingValues = z.infer<typeof schema>

export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape)

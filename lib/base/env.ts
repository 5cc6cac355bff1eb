/** Every setting, parsed once: the only reader of `process.env`. */
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
import { contradictions, nearlySettings, warningsAbout } from './setting-rules'
import { DAY, HOUR, MINUTE } from './time'

export const TOKEN_ALGORITHMS = ['ES256', 'EdDSA', 'RS256', 'HS256'] as const
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number]

export const DEFAULT_DATABASE = 'file:./data/gatehouse.db'

/** A dearer hash takes longer than anyone waits. */
export const MOST_BCRYPT_COST = 16

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface Settings {
  /** Scheme, host and port of this app as browsers see it, without a trailing slash. */
  appOrigin: string
  appUrl: URL
  isHttps: boolean
  /** True under `npm run dev` alone. */
  isDevelopment: boolean
  port: number
  /** The first wraps, all unwrap. */
  authSecrets: readonly [string, ...string[]]
  databaseKind: 'sqlite' | 'postgres'
  databaseUrl: string
  /** Path of the SQLite file, relative to the project; empty with PostgreSQL. */
  databaseFile: string
  tokenAlgorithm: TokenAlgorithm
  /** Lengths in seconds. */
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
  /** How long events are kept, and what is personal in them and in sessions, in seconds. */
  auditRetention: number
  personalDataRetention: number
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
  /** Sites whose scripts may call the API from a browser. */
  corsOrigins: readonly string[]
  /** Services, besides this app's own API, that Bearer tokens are for. */
  apiAudiences: readonly string[]
  /** How long a key signs before the next one does, in seconds; 0 for ever. */
  keyRotation: number
  /** What a scraper shows; null where metrics are not offered. */
  metricsToken: string | null
  /** Whom to tell of a vulnerability, as an address with its scheme; null where it is not said. */
  securityContact: string | null
}

/** The most a session without `Stay signed in` may lie idle. */
const SHORT_IDLE_TTL = 12 * HOUR

const schema = z.object({
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
  BCRYPT_COST: wholeNumber(10, MOST_BCRYPT_COST).default(12),
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

/** Settings by the names that people write, each read as what it means. */
export type SettingValues = z.infer<typeof schema>

/** The name of every setting. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape)

export type ParsedSettings =
  { ok: true; settings: Settings; warnings: string[] } | { ok: false; faults: string[] }

/**
 * Reads the settings from `source`, an environment.
 *
 * @returns every fault at once, each one sentence that begins with the setting's name and never
 *   holds a secret. An empty text counts as not set.
 */
export function parseSettings(source: Record<string, string | undefined>): ParsedSettings {
  const given = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, source[name]?.trim() || undefined]),
  )
  const parsed = schema.safeParse(given)
  const issues = parsed.error?.issues ?? []
  const faults = [
    ...issues.map(({ path, message }) => `${path.join('.')} ${message}.`),
    ...contradictions(soundValues(given, new Set(issues.map(({ path }) => path[0])))),
  ]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }
  const settings = toSettings(parsed.data, source.NODE_ENV === 'development')
  const warnings = [...warningsAbout(settings), ...nearlySettings(source, SETTING_NAMES)]
  return { ok: true, settings, warnings }
}

/** What each setting says that is right by itself, so that contradictions among them are told as well. */
function soundValues(
  given: Record<string, string | undefined>,
  faulty: ReadonlySet<PropertyKey | undefined>,
): Partial<SettingValues> {
  const isValidKey = ([name]: [string, unknown]) => !faulty.has(name)
  const sound = Object.fromEntries(Object.entries(given).filter(isValidKey))
  const values = schema.omit({ AUTH_SECRET: true }).parse(sound)
  return Object.fromEntries(Object.entries(values).filter(isValidKey))
}

function toSettings(values: SettingValues, isDevelopment: boolean): Settings {
  const appUrl = values.APP_ORIGIN ?? new URL(`http://localhost:${values.PORT}`)
  const isFile = values.DATABASE_URL.startsWith('file:')
  return {
    appOrigin: appUrl.origin,
    appUrl,
    isHttps: appUrl.protocol === 'https:',
    isDevelopment,
    port: values.PORT,
    authSecrets: values.AUTH_SECRET,
    databaseKind: isFile ? 'sqlite' : 'postgres',
    databaseUrl: values.DATABASE_URL,
    databaseFile: isFile ? values.DATABASE_URL.slice('file:'.length) : '',
    tokenAlgorithm: values.TOKEN_ALGORITHM,
    accessTokenTtl: values.ACCESS_TOKEN_TTL,
    refreshIdleTtl: values.REFRESH_IDLE_TTL,
    shortIdleTtl: Math.min(SHORT_IDLE_TTL, values.REFRESH_IDLE_TTL),
    sessionMaxAge: values.SESSION_MAX_AGE,
    clockTolerance: values.CLOCK_TOLERANCE,
    bcryptCost: values.BCRYPT_COST,
    passwordMinLength: values.PASSWORD_MIN_LENGTH,
    signup: values.SIGNUP,
    auditRetention: values.AUDIT_RETENTION,
    personalDataRetention: values.PERSONAL_DATA_RETENTION,
    trustedProxies: values.TRUSTED_PROXIES,
    corsOrigins: values.CORS_ORIGINS,
    apiAudiences: values.API_AUDIENCES,
    keyRotation: values.KEY_ROTATION,
    metricsToken: values.METRICS_TOKEN ?? null,
    securityContact: values.SECURITY_CONTACT ?? null,
  }
}

let parsed: Settings | undefined
let replaced: Partial<Settings> = {}

/**
 * The settings of this process, read at the first call and never at import, because the build
 * loads modules without any.
 *
 * @throws Error that lists every fault.
 */
export function env(): Settings {
  if (!parsed) {
    const result = parseSettings(process.env)
    if (!result.ok) throw new Error(`Settings: ${result.faults.join(' ')}`)
    parsed = { ...result.settings, ...replaced }
  }
  return parsed
}

/** How much is logged: told apart, since it must be known where other settings are wrong. */
export function logLevel(): LogLevel {
  return schema.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL?.trim() || undefined).data ?? 'info'
}

/**
 * Reads the settings anew at the next call: for tests, which stand in for a restart.
 *
 * @param instead values that no environment may hold, such as a cost that is too low to protect.
 */
export function forgetSettings(instead: Partial<Settings> = {}): void {
  parsed = undefined
  replaced = instead
}

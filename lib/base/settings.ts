/** Every setting: what people write, what is accepted, and what it means. */
import { z } from 'zod'
import { LOCALES } from './locales'
import {
  accentColour,
  address,
  contact,
  emailAddress,
  duration,
  lengthOfTime,
  mailbox,
  mailServer,
  origin,
  origins,
  oneLine,
  processes,
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

export const schema = z.object({
  PORT: wholeNumber(1, 65535).default(3000),
  /** How many server processes share the port; always 1 under `npm run dev`. */
  WEB_CONCURRENCY: processes.default(1),
  APP_ORIGIN: origin.optional(),
  /** The first one wraps keys, all of them unwrap. */
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
  /** In seconds, like every duration. */
  ACCESS_TOKEN_TTL: duration.default(10 * MINUTE),
  REFRESH_IDLE_TTL: duration.default(14 * DAY),
  SESSION_MAX_AGE: duration.default(90 * DAY),
  /** How long after a log-in or a confirmation grave acts need no other one. */
  STEP_UP_MAX_AGE: duration.default(5 * MINUTE),
  CLOCK_TOLERANCE: lengthOfTime({ orNone: true }).default(5),
  BCRYPT_COST: wholeNumber(10, MAX_BCRYPT_COST).default(12),
  /** In code points. */
  PASSWORD_MIN_LENGTH: wholeNumber(8, 256).default(12),
  SIGNUP: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  /** How long events are kept, and personal data in events and sessions. */
  AUDIT_RETENTION: retention.default(365 * DAY),
  PERSONAL_DATA_RETENTION: retention.default(90 * DAY),
  /** IP addresses and CIDR ranges whose `X-Forwarded-For` is trusted. */
  TRUSTED_PROXIES: proxies.default([]),
  /** Sites whose scripts may call the API from a browser. */
  CORS_ORIGINS: origins.default([]),
  /** Services that Bearer tokens are for, besides this app's own API. */
  API_AUDIENCES: serviceNames.default([]),
  /** How long a key signs before the next one takes over; 0 for ever. */
  KEY_ROTATION: lengthOfTime({ orNone: true }).default(30 * DAY),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  /** The Bearer token of a metrics scraper; null if metrics are off. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/, 'must be at least 16 letters, digits or -._~+/=')
    .nullable()
    .default(null),
  /** The contact for reports of vulnerabilities, as a URI; null if not set. */
  SECURITY_CONTACT: contact.nullable().default(null),
  /** The name of the product that people log in to. */
  APP_NAME: oneLine(40).default('Gatehouse'),
  /** Path of its logo, an SVG or PNG file. */
  APP_LOGO: z.string().nullable().default(null),
  ACCENT_COLOR: accentColour.nullable().default(null),
  /** Where the logo leads to; null for our own home page. */
  HOME_URL: address.nullable().default(null),
  TERMS_URL: address.nullable().default(null),
  PRIVACY_URL: address.nullable().default(null),
  SUPPORT_EMAIL: emailAddress.nullable().default(null),
  /** The server that sends mail; null without one. */
  SMTP_URL: mailServer.nullable().default(null),
  /** Whom mails come from: an address, or `Name <address>`. */
  MAIL_FROM: mailbox.nullable().default(null),
  /** Whether a user must show that mail reaches them: before anything, some day, or never. */
  EMAIL_VERIFICATION: z
    .enum(['asked', 'required', 'off'], 'must be asked, required or off')
    .default('asked'),
  /** Of whom a second factor is demanded: of nobody, of users with any permission, or of all. */
  SECOND_FACTOR: z
    .enum(
      ['optional', 'administrators', 'required'],
      'must be optional, administrators or required',
    )
    .default('optional'),
  /** For readers who chose no language, and whose browser asks for none of ours. */
  DEFAULT_LANGUAGE: z.enum(LOCALES, `must be one of ${LOCALES.join(', ')}`).default('en'),
})

/** The parsed settings, by their names in the environment. */
export type SettingValues = z.infer<typeof schema>

export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape)

/** Turns `BCRYPT_COST` into `bcryptCost`. */
type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<Name>

export type CamelCased<Values> = {
  [Name in keyof Values & string as CamelCase<Name>]: Values[Name]
}

/** The settings by the names of our code, and what follows from them. */
export interface Settings extends CamelCased<Omit<SettingValues, 'APP_ORIGIN' | 'AUTH_SECRET'>> {
  /** Scheme, host and port of this app as browsers see it, without a trailing slash. */
  appOrigin: string
  appUrl: URL
  isHttps: boolean
  /** True only under `npm run dev`. */
  isDevelopment: boolean
  authSecrets: SettingValues['AUTH_SECRET']
  databaseKind: 'sqlite' | 'postgres'
  /** Path of the SQLite file, relative to the project; empty with PostgreSQL. */
  databaseFile: string
  /** The idle limit of a session without `Stay signed in`. */
  shortIdleTtl: number
}

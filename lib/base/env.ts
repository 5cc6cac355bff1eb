/** Parses every setting once. Only this file reads `process.env`. */
import { contradictions, misspeltSettings, settingWarnings } from './setting-rules'
import {
  schema,
  SETTING_NAMES,
  type CamelCased,
  type LogLevel,
  type Settings,
  type SettingValues,
} from './settings'
import { HOUR } from './time'

export type { LogLevel, Settings, TokenAlgorithm } from './settings'

/** Maximum idle time of a session without `Stay signed in`, in seconds. */
const SHORT_IDLE_TTL = 12 * HOUR

export type ParsedSettings =
  | { ok: true; settings: Settings; warnings: string[] }
  | { ok: false; faults: string[] }

/**
 * Reads the settings from `source`, an environment.
 *
 * @returns all faults at once, each a sentence that starts with the setting's name and never
 *   contains a secret. An empty value counts as not set.
 */
export function parseSettings(source: Record<string, string | undefined>): ParsedSettings {
  const raw = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, source[name]?.trim() || undefined]),
  )
  const parsed = schema.safeParse(raw)
  const issues = parsed.error?.issues ?? []
  const faults = [
    ...issues.map(({ path, message }) => `${path.join('.')} ${message}.`),
    ...contradictions(validValues(raw, new Set(issues.map(({ path }) => path[0])))),
  ]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }
  const settings = toSettings(parsed.data, source.NODE_ENV === 'development')
  const warnings = [...settingWarnings(settings), ...misspeltSettings(source, SETTING_NAMES)]
  return { ok: true, settings, warnings }
}

/** The settings that are valid by themselves, so that contradictions between them are found too. */
function validValues(
  raw: Record<string, string | undefined>,
  faulty: ReadonlySet<PropertyKey | undefined>,
): Partial<SettingValues> {
  const isValidKey = ([name]: [string, unknown]) => !faulty.has(name)
  const valid = Object.fromEntries(Object.entries(raw).filter(isValidKey))
  const values = schema.omit({ AUTH_SECRET: true }).parse(valid)
  return Object.fromEntries(Object.entries(values).filter(isValidKey))
}

function toSettings(values: SettingValues, isDevelopment: boolean): Settings {
  const { APP_ORIGIN, AUTH_SECRET, ...others } = values
  const appUrl = APP_ORIGIN ?? new URL(`http://localhost:${values.PORT}`)
  const isFile = values.DATABASE_URL.startsWith('file:')
  return {
    ...camelCased(others),
    appOrigin: appUrl.origin,
    appUrl,
    isHttps: appUrl.protocol === 'https:',
    isDevelopment,
    webConcurrency: isDevelopment ? 1 : values.WEB_CONCURRENCY,
    authSecrets: AUTH_SECRET,
    databaseKind: isFile ? 'sqlite' : 'postgres',
    databaseFile: isFile ? values.DATABASE_URL.slice('file:'.length) : '',
    shortIdleTtl: Math.min(SHORT_IDLE_TTL, values.REFRESH_IDLE_TTL),
  }
}

function camelCased<Values extends object>(values: Values): CamelCased<Values> {
  const named = Object.entries(values).map(([name, value]: [string, unknown]) => [
    name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  // Safe because the type names them by the same rule.
  return Object.fromEntries(named) as CamelCased<Values>
}

let parsed: Settings | undefined
let overrides: Partial<Settings> = {}

/**
 * The settings of this process, read at the first call and never at import, because the build
 * loads modules without settings.
 *
 * @throws Error that lists every fault.
 */
export function env(): Settings {
  if (!parsed) {
    const result = parseSettings(process.env)
    if (!result.ok) throw new Error(`Settings: ${result.faults.join(' ')}`)
    parsed = { ...result.settings, ...overrides }
  }
  return parsed
}

/** The log level, read on its own because it is needed even when other settings are wrong. */
export function logLevel(): LogLevel {
  return schema.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL?.trim() || undefined).data ?? 'info'
}

/**
 * Makes the next call read the settings again: for tests, instead of a restart.
 *
 * @param values overrides that the environment does not allow, such as a hashing cost too low.
 */
export function forgetSettings(values: Partial<Settings> = {}): void {
  parsed = undefined
  overrides = values
}

/** Checks settings together: contradictions stop a start, doubts become warnings. */
import { isLoopback } from './origin'
import type { Settings, SettingValues } from './settings'
import { DAY, HOUR, MINUTE } from './time'

/** The message of a start that refuses its settings. */
export function describeFaults(faults: readonly string[]): string {
  const list = faults.map((fault) => `  - ${fault}`).join('\n')
  return `Gatehouse cannot start with these settings (see .env.example):\n${list}`
}

/**
 * Settings that contradict each other; those with a fault of their own are left out.
 *
 * @returns a sentence for each contradiction
 */
export function contradictions(values: Partial<SettingValues>): string[] {
  return [
    ...outlives(values, 'ACCESS_TOKEN_TTL', 'REFRESH_IDLE_TTL'),
    ...outlives(values, 'REFRESH_IDLE_TTL', 'SESSION_MAX_AGE'),
    ...outlives(values, 'PERSONAL_DATA_RETENTION', 'AUDIT_RETENTION'),
    ...contradictingServices(values),
    ...unreachableUsers(values),
  ]
}

type Length =
  | 'ACCESS_TOKEN_TTL'
  | 'REFRESH_IDLE_TTL'
  | 'SESSION_MAX_AGE'
  | 'PERSONAL_DATA_RETENTION'
  | 'AUDIT_RETENTION'

function outlives(values: Partial<SettingValues>, one: Length, other: Length): string[] {
  const [shorter, longer] = [values[one], values[other]]
  if (shorter === undefined || longer === undefined || shorter <= longer) return []
  return [`${one} must not be longer than ${other}.`]
}

function contradictingServices(values: Partial<SettingValues>): string[] {
  const { API_AUDIENCES: names = [], TOKEN_ALGORITHM, APP_ORIGIN, PORT } = values
  const appOrigin = APP_ORIGIN?.origin ?? `http://localhost:${PORT}`
  const faults: string[] = []
  if (names.length > 0 && TOKEN_ALGORITHM === 'HS256') {
    faults.push(
      'API_AUDIENCES needs a TOKEN_ALGORITHM with public keys: with HS256 no other service can verify a token.',
    )
  }
  if (names.some((name) => name === appOrigin || name.startsWith(`${appOrigin}/`))) {
    faults.push('API_AUDIENCES must not name this app itself.')
  }
  return faults
}

/** Mails of a developer's machine land as files, so nobody is locked out there. */
function unreachableUsers(values: Partial<SettingValues>): string[] {
  const { EMAIL_VERIFICATION, SMTP_URL, APP_ORIGIN } = values
  if (EMAIL_VERIFICATION !== 'required' || SMTP_URL) return []
  if (!APP_ORIGIN || isLoopback(APP_ORIGIN.hostname)) return []
  return ['EMAIL_VERIFICATION=required needs SMTP_URL: without mail nobody could log in.']
}

/** Settings that work but are seldom intended. @returns a sentence for each */
export function settingWarnings(settings: Settings): string[] {
  const warnings: string[] = []
  if (settings.accessTokenTtl < MINUTE || settings.accessTokenTtl > HOUR) {
    warnings.push('ACCESS_TOKEN_TTL is outside the recommended range, 1m to 1h.')
  }
  if (settings.sessionMaxAge > 365 * DAY) {
    warnings.push('SESSION_MAX_AGE is longer than a year.')
  }
  if (settings.stepUpMaxAge < MINUTE) {
    warnings.push('STEP_UP_MAX_AGE is shorter than a minute: users confirm again and again.')
  }
  if (settings.keyRotation > 0 && settings.keyRotation < DAY) {
    warnings.push('KEY_ROTATION is shorter than a day: a key signs for six minutes at least.')
  }
  if (settings.clockTolerance > MINUTE) {
    warnings.push('CLOCK_TOLERANCE is longer than a minute: expired tokens live on that long.')
  }
  if (!settings.smtpUrl && !isLoopback(settings.appUrl.hostname)) {
    warnings.push(
      'SMTP_URL is not set: no mail is sent, so users cannot reset a forgotten password by themselves.',
    )
  }
  return warnings
}

/** Shorter names resemble too many others: PORT is close to POST and SORT. */
const MIN_LENGTH = 6

/**
 * Names in `source` that are one typo away from a setting, such as `SIGN_UP`.
 *
 * @returns a question for each
 */
export function misspeltSettings(
  source: Record<string, string | undefined>,
  names: readonly string[],
): string[] {
  const known = new Set(names)
  return Object.keys(source).flatMap((name) => {
    if (known.has(name) || !source[name]?.trim()) return []
    const meant = names.find((setting) => isNear(normalise(name), normalise(setting)))
    return meant ? [`${name} is set and is no setting: did you mean ${meant}?`] : []
  })
}

function normalise(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** True if equal, or with one letter added, missing, replaced, or swapped with the next. */
function isNear(name: string, setting: string): boolean {
  if (name === setting) return true
  if (setting.length < MIN_LENGTH || Math.abs(name.length - setting.length) > 1) return false
  let start = 0
  while (start < setting.length && name[start] === setting[start]) start += 1
  const [rest, expected] = [name.slice(start), setting.slice(start)]
  const swapped = expected.slice(0, 2).split('').reverse().join('') + expected.slice(2)
  return (
    rest.slice(1) === expected.slice(1) ||
    rest.slice(1) === expected ||
    rest === expected.slice(1) ||
    rest === swapped
  )
}

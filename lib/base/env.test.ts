import { afterEach, describe, expect, test } from 'vitest'
import { givenSettings, newSecret } from '@/tests/support/settings'
import { env, forgetSettings, parseSettings } from './env'
import { DAY, HOUR, MINUTE } from './time'

const AUTH_SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ='

describe('parseSettings', () => {
  test('has a default for everything but the secret', () => {
    expect(parseSettings({})).toEqual({
      ok: false,
      faults: ['AUTH_SECRET is missing: make one with `openssl rand -base64 32`.'],
    })
    expect(givenSettings({ AUTH_SECRET })).toMatchObject({
      appOrigin: 'http://localhost:3000',
      isHttps: false,
      isDevelopment: false,
      port: 3000,
      webConcurrency: 1,
      authSecrets: [AUTH_SECRET],
      databaseUrl: 'file:./data/gatehouse.db',
      databaseFile: './data/gatehouse.db',
      tokenAlgorithm: 'ES256',
      accessTokenTtl: 10 * MINUTE,
      refreshIdleTtl: 14 * DAY,
      shortIdleTtl: 12 * HOUR,
      sessionMaxAge: 90 * DAY,
      clockTolerance: 5,
      bcryptCost: 12,
      passwordMinLength: 12,
      signup: 'open',
      auditRetention: 365 * DAY,
      personalDataRetention: 90 * DAY,
      trustedProxies: [],
      metricsToken: null,
    })
  })

  test('treats an empty or blank value as not set', () => {
    const source = { AUTH_SECRET, PORT: '', APP_ORIGIN: '  ', SIGNUP: '\t', BCRYPT_COST: '' }
    expect(parseSettings(source)).toEqual(parseSettings({ AUTH_SECRET }))
  })

  test('reports every fault at once', () => {
    const faults = faultsOf({ AUTH_SECRET: '', PORT: 'x', SIGNUP: 'maybe', BCRYPT_COST: '4' })
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'AUTH_SECRET',
      'BCRYPT_COST',
      'SIGNUP',
    ])
    for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ [^.].*\.$/)
  })

  test('never repeats a secret in a fault', () => {
    const almost = 'hunter2-hunter2-hunter2'
    expect(faultsOf({ AUTH_SECRET: almost }).join()).not.toContain('hunter2')
    expect(faultsOf({ AUTH_SECRET: `${AUTH_SECRET},${AUTH_SECRET}` }).join()).not.toContain('c2Vj')
  })
})

describe('AUDIT_RETENTION and PERSONAL_DATA_RETENTION', () => {
  test.each([
    [{ AUDIT_RETENTION: '23h' }, 'AUDIT_RETENTION must be at least 1d.'],
    [{ PERSONAL_DATA_RETENTION: '1m' }, 'PERSONAL_DATA_RETENTION must be at least 1d.'],
    [{ AUDIT_RETENTION: 'forever' }, 'AUDIT_RETENTION must be a length'],
    [{ AUDIT_RETENTION: '89d' }, 'PERSONAL_DATA_RETENTION must not be longer'],
  ])('refuses %j', (source, reason) => {
    expect(faultsOf({ AUTH_SECRET, ...source }).join()).toContain(reason)
  })
})

describe('AUTH_SECRET', () => {
  test.each([
    [',', 'is missing'],
    [' , ,', 'is missing'],
    [AUTH_SECRET.slice(0, 31), 'at least 32'],
    [`${AUTH_SECRET},short-but-random-0123456789`, 'at least 32'],
    ['a'.repeat(64), 'does not look random'],
    ['abcdefghi'.repeat(8), 'does not look random'],
    [`${AUTH_SECRET},${AUTH_SECRET}`, 'names one secret twice'],
  ])('refuses "%s"', (secret, reason) => {
    expect(faultsOf({ AUTH_SECRET: secret }).join()).toContain(reason)
  })

  test('accepts 32 bytes, even if they are fewer characters', () => {
    const letters = 'äöüßéèêñçø'.repeat(2)
    for (const secret of [AUTH_SECRET.slice(0, 32), letters]) {
      expect(givenSettings({ AUTH_SECRET: secret }).authSecrets).toEqual([secret])
    }
  })

  test('keeps the order of several secrets, of which the first wraps', () => {
    const [first, second, third] = [newSecret(), newSecret(), newSecret()]
    const { authSecrets } = givenSettings({ AUTH_SECRET: ` ${first} ,${second},, ${third},` })
    expect(authSecrets).toEqual([first, second, third])
  })
})

describe('SECURITY_CONTACT', () => {
  test.each([
    ['security@example.com', 'mailto:security@example.com'],
    ['mailto:security@example.com', 'mailto:security@example.com'],
    ['https://example.com/report', 'https://example.com/report'],
    ['tel:+49-30-123456', 'tel:+49-30-123456'],
  ])('accepts %s', (given, contact) => {
    expect(givenSettings({ SECURITY_CONTACT: given }).securityContact).toBe(contact)
  })

  test.each([
    'security',
    'http://example.com',
    'javascript:alert(1)',
    'a@b c',
    'https://x.example\nExpires: 0',
  ])('refuses %j', (given) => {
    expect(faultsOf({ AUTH_SECRET, SECURITY_CONTACT: given }).join()).toMatch(
      /^SECURITY_CONTACT must be/,
    )
  })
})

describe('APP_ORIGIN', () => {
  test.each([
    'accounts.example.com',
    'ftp://accounts.example.com',
    'javascript:alert(1)',
    'https://',
    'https://accounts.example.com/app',
    'https://accounts.example.com/?a=b',
    'https://accounts.example.com/#a',
    'https://user:pass@accounts.example.com',
    'https://accounts.example.com//',
    'https://accounts.example.com:443',
    'HTTPS://accounts.example.com',
    'http://accounts.example.com',
    'http://localhost.example.com',
    'http://127.0.0.2',
    'http://10.0.0.1:3000',
    'http://0.0.0.0:3000',
  ])('refuses %s', (origin) => {
    const faults = faultsOf({ AUTH_SECRET, APP_ORIGIN: origin })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^APP_ORIGIN must /)
  })

  test.each([
    ['https://accounts.example.com', 'https://accounts.example.com', true],
    ['https://accounts.example.com/', 'https://accounts.example.com', true],
    ['https://accounts.example.com:8443', 'https://accounts.example.com:8443', true],
    ['http://localhost', 'http://localhost', false],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', false],
    ['http://[::1]:3000', 'http://[::1]:3000', false],
  ])('accepts %s', (text, appOrigin, isHttps) => {
    const settings = givenSettings({ APP_ORIGIN: text })
    expect(settings).toMatchObject({ appOrigin, isHttps })
    expect(settings.appUrl.origin).toBe(appOrigin)
  })

  test('follows PORT when it is not set', () => {
    expect(givenSettings({ PORT: '4321' }).appOrigin).toBe('http://localhost:4321')
  })
})

describe('number settings', () => {
  test.each([
    ['PORT', 'port', 1, 65_535],
    ['BCRYPT_COST', 'bcryptCost', 10, 16],
    ['PASSWORD_MIN_LENGTH', 'passwordMinLength', 8, 256],
  ] as const)('%s refuses a value outside its limits', (name, property, least, most) => {
    const wrong = [least - 1, most + 1, '1e2', '12.0', '0x10', '-12', '+12', 'twelve', '1234567890']
    for (const value of wrong) {
      expect(faultsOf({ AUTH_SECRET, [name]: String(value) })[0]).toMatch(`${name} must be`)
    }
    for (const value of [least, most]) {
      expect(givenSettings({ [name]: String(value) })[property]).toBe(value)
    }
  })
})

describe('WEB_CONCURRENCY', () => {
  test.each([
    ['1', 1],
    ['4', 4],
    ['64', 64],
    ['max', 'max'],
  ])('accepts %s', (text, count) => {
    expect(givenSettings({ WEB_CONCURRENCY: text }).webConcurrency).toBe(count)
  })

  test.each(['0', '65', '-1', '1.5', '2x', 'MAX', 'auto'])('refuses %s', (text) => {
    expect(faultsOf({ AUTH_SECRET, WEB_CONCURRENCY: text })).toEqual([
      'WEB_CONCURRENCY must be a whole number from 1 to 64, or max.',
    ])
  })

  test('is 1 in development, where Next.js keeps what it compiles in one process', () => {
    const source = { NODE_ENV: 'development', AUTH_SECRET, WEB_CONCURRENCY: '4' }
    expect(parseSettings(source)).toMatchObject({ settings: { webConcurrency: 1 } })
  })
})

describe('duration settings', () => {
  test.each(['ACCESS_TOKEN_TTL', 'REFRESH_IDLE_TTL', 'SESSION_MAX_AGE', 'CLOCK_TOLERANCE'])(
    '%s refuses a value that is not a duration',
    (name) => {
      for (const value of ['10', '10x', '-1s', 'forever', '3651d']) {
        expect(faultsOf({ AUTH_SECRET, [name]: value })[0]).toMatch(name)
      }
    },
  )

  test('refuse zero, except for CLOCK_TOLERANCE', () => {
    expect(faultsOf({ AUTH_SECRET, ACCESS_TOKEN_TTL: '0s' })).toHaveLength(1)
    expect(givenSettings({ CLOCK_TOLERANCE: '0s' }).clockTolerance).toBe(0)
  })

  test('refuse an inner limit longer than the outer one, and accept an equal one', () => {
    const idle = { REFRESH_IDLE_TTL: '1h' }
    expect(faultsOf({ AUTH_SECRET, ...idle, ACCESS_TOKEN_TTL: '3601s' })).toEqual([
      'ACCESS_TOKEN_TTL must not be longer than REFRESH_IDLE_TTL.',
    ])
    expect(givenSettings({ ...idle, ACCESS_TOKEN_TTL: '1h' }).accessTokenTtl).toBe(HOUR)

    expect(faultsOf({ AUTH_SECRET, REFRESH_IDLE_TTL: '25h', SESSION_MAX_AGE: '1d' })).toEqual([
      'REFRESH_IDLE_TTL must not be longer than SESSION_MAX_AGE.',
    ])
    const equal = givenSettings({ REFRESH_IDLE_TTL: '24h', SESSION_MAX_AGE: '1d' })
    expect(equal.refreshIdleTtl).toBe(equal.sessionMaxAge)
  })

  test('limit a non-persistent session to twelve idle hours, or to REFRESH_IDLE_TTL if that is shorter', () => {
    expect(givenSettings({ REFRESH_IDLE_TTL: '13h' }).shortIdleTtl).toBe(12 * HOUR)
    expect(givenSettings({ REFRESH_IDLE_TTL: '11h' }).shortIdleTtl).toBe(11 * HOUR)
  })

  test.each([
    [{ ACCESS_TOKEN_TTL: '59s' }, { ACCESS_TOKEN_TTL: '1m' }],
    [{ ACCESS_TOKEN_TTL: '61m' }, { ACCESS_TOKEN_TTL: '60m' }],
    [{ SESSION_MAX_AGE: '366d' }, { SESSION_MAX_AGE: '365d' }],
    [{ STEP_UP_MAX_AGE: '59s' }, { STEP_UP_MAX_AGE: '1m' }],
    [{ CLOCK_TOLERANCE: '61s' }, { CLOCK_TOLERANCE: '1m' }],
  ])('give a warning about %o and none about %o', (daring, usual) => {
    const [name] = Object.keys(daring)
    expect(parseSettings({ AUTH_SECRET, ...daring })).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining(String(name))],
    })
    expect(parseSettings({ AUTH_SECRET, ...usual })).toMatchObject({ ok: true, warnings: [] })
  })
})

describe('choice and list settings', () => {
  test.each([
    ['TOKEN_ALGORITHM', 'none'],
    ['TOKEN_ALGORITHM', 'es256'],
    ['TOKEN_ALGORITHM', 'HS512'],
    ['TOKEN_ALGORITHM', 'constructor'],
    ['SIGNUP', 'Open'],
    ['SECOND_FACTOR', 'admins'],
    ['DATABASE_URL', 'mysql://localhost/gatehouse'],
    ['DATABASE_URL', 'postgres://'],
    ['DATABASE_URL', './data/gatehouse.db'],
    ['DATABASE_URL', 'file:'],
    ['TRUSTED_PROXIES', 'localhost'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1, *'],
  ])('refuse %s=%s', (name, value) => {
    expect(faultsOf({ AUTH_SECRET, [name]: value })[0]).toMatch(`${name} must `)
  })

  test('accept each algorithm, and addresses and ranges of both IP families', () => {
    for (const TOKEN_ALGORITHM of ['ES256', 'EdDSA', 'RS256', 'HS256']) {
      expect(givenSettings({ TOKEN_ALGORITHM }).tokenAlgorithm).toBe(TOKEN_ALGORITHM)
    }
    const list = ['10.0.0.0/8', '192.0.2.7', '::1', '2001:db8::/32']
    const settings = givenSettings({ TRUSTED_PROXIES: list.join(', ') })
    expect(settings.trustedProxies).toEqual(list)
  })
})

test.each(['postgres://gatehouse@db.internal/gatehouse', 'postgresql://db/x?sslmode=verify-full'])(
  'DATABASE_URL %s selects PostgreSQL and names no file',
  (DATABASE_URL) => {
    expect(givenSettings({ DATABASE_URL })).toMatchObject({
      databaseKind: 'postgres',
      databaseUrl: DATABASE_URL,
      databaseFile: '',
    })
  },
)

describe('env', () => {
  const before = process.env

  afterEach(() => {
    process.env = before
    forgetSettings()
  })

  test('throws every fault in one message', () => {
    process.env = { ...before, AUTH_SECRET: '', PORT: 'x' }
    forgetSettings()
    expect(() => env()).toThrow(/^Settings: PORT must .* AUTH_SECRET is missing/)
  })

  test('reads the environment once', () => {
    process.env = { ...before, AUTH_SECRET, APP_ORIGIN: '', PORT: '4000' }
    forgetSettings()
    const first = env()
    process.env.PORT = '5000'
    expect(env()).toBe(first)
    expect(first.port).toBe(4000)
  })

  test('takes a cost below 10 from a test only, and never from the environment', () => {
    process.env = { ...before, AUTH_SECRET, APP_ORIGIN: '', BCRYPT_COST: '4' }
    forgetSettings({ bcryptCost: 4 })
    expect(() => env()).toThrow(/^Settings: BCRYPT_COST must be from 10 to 16/)
    process.env.BCRYPT_COST = '10'
    expect(env().bcryptCost).toBe(4)
    forgetSettings()
    expect(env().bcryptCost).toBe(10)
  })
})

function faultsOf(source: Record<string, string>): string[] {
  const parsed = parseSettings(source)
  return parsed.ok ? [] : parsed.faults
}

describe('METRICS_TOKEN', () => {
  test.each(['short', 'fifteen-letters', 'with a space in it', 'quotes-are-"not"-fine'])(
    'refuses %s, and does not repeat it',
    (METRICS_TOKEN) => {
      const [fault, ...more] = faultsOf({ AUTH_SECRET, METRICS_TOKEN })
      expect(more).toEqual([])
      expect(fault).toMatch(/^METRICS_TOKEN must be at least 16 /)
      expect(fault).not.toContain(METRICS_TOKEN)
    },
  )

  test('accepts sixteen characters', () => {
    const METRICS_TOKEN = 'sixteen-letters+'
    expect(givenSettings({ AUTH_SECRET, METRICS_TOKEN }).metricsToken).toBe(METRICS_TOKEN)
  })
})

describe('LOG_LEVEL', () => {
  test('refuses an unknown level, and lists the known ones', () => {
    expect(faultsOf({ AUTH_SECRET, LOG_LEVEL: 'loud' })).toEqual([
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
    ])
  })
})

describe('the brand', () => {
  test('is Gatehouse, in English, unless settings say otherwise', () => {
    expect(givenSettings({ AUTH_SECRET })).toMatchObject({
      appName: 'Gatehouse',
      appLogo: null,
      accentColor: null,
      homeUrl: null,
      defaultLanguage: 'en',
    })
  })

  test('lists every fault at once', () => {
    const faults = faultsOf({
      AUTH_SECRET,
      APP_NAME: 'x'.repeat(41),
      ACCENT_COLOR: 'red',
      HOME_URL: 'javascript:alert(1)',
      TERMS_URL: '//evil.example',
      PRIVACY_URL: 'terms',
      SUPPORT_EMAIL: 'help',
      DEFAULT_LANGUAGE: 'fr',
    })
    expect(faults.map((fault) => fault.split(' ', 1)[0])).toEqual([
      ...['APP_NAME', 'ACCENT_COLOR', 'HOME_URL', 'TERMS_URL', 'PRIVACY_URL'],
      ...['SUPPORT_EMAIL', 'DEFAULT_LANGUAGE'],
    ])
  })

  test('refuses a colour that is too light, and names one that is accepted', () => {
    const [fault = ''] = faultsOf({ AUTH_SECRET, ACCENT_COLOR: '#FFCC00' })
    expect(fault).toContain('below 4.5:1')
    const [, nearest = ''] = /has enough is (#[\da-f]{6})\.$/.exec(fault) ?? []
    expect(givenSettings({ AUTH_SECRET, ACCENT_COLOR: nearest }).accentColor).toBe(nearest)
  })

  test('takes a path of this site as an address', () => {
    expect(givenSettings({ AUTH_SECRET, TERMS_URL: '/terms' }).termsUrl).toBe('/terms')
  })
})

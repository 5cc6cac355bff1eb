import { describe, expect, test } from 'vitest'
import { newSecret } from '@/tests/support/settings'
import { parseSettings } from './env'
import { SETTING_NAMES } from './settings'
import { misspeltSettings } from './setting-rules'

describe('contradictory settings', () => {
  test('are reported together with the faults of other settings', () => {
    expect(faultsOf({ SIGNUP: 'maybe', ACCESS_TOKEN_TTL: '15d', API_AUDIENCES: 'orders' })).toEqual(
      [
        'SIGNUP must be open or closed.',
        'ACCESS_TOKEN_TTL must not be longer than REFRESH_IDLE_TTL.',
      ],
    )
  })

  test('are reported even if the secret is missing', () => {
    const faults = faultsOf({ AUTH_SECRET: '', REFRESH_IDLE_TTL: '91d' })
    expect(faults).toHaveLength(2)
    expect(faults[1]).toBe('REFRESH_IDLE_TTL must not be longer than SESSION_MAX_AGE.')
  })

  test('are not reported when one of them is faulty by itself', () => {
    expect(faultsOf({ ACCESS_TOKEN_TTL: '15d', REFRESH_IDLE_TTL: 'two weeks' })).toEqual([
      'REFRESH_IDLE_TTL must be a length such as 30s, 10m, 12h or 14d.',
    ])
  })
})

describe('misspeltSettings', () => {
  test.each([
    ['SIGN_UP', 'SIGNUP'],
    ['signup', 'SIGNUP'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['ACCES_TOKEN_TTL', 'ACCESS_TOKEN_TTL'],
    ['AUTH_SERCET', 'AUTH_SECRET'],
    ['BCRIPT_COST', 'BCRYPT_COST'],
    ['DATABASE_URLS', 'DATABASE_URL'],
  ])('asks whether %s was meant to be %s', (name, meant) => {
    expect(misspeltSettings({ [name]: 'x' }, SETTING_NAMES)).toEqual([
      `${name} is set and is no setting: did you mean ${meant}?`,
    ])
  })

  test.each([
    'PATH',
    'POST',
    'SORT',
    'HOME',
    'ORIGIN',
    'SECRET',
    'DATABASE',
    'LOG',
    'NODE_ENV',
    'AUTH_URL',
  ])('asks nothing about %s', (name) => {
    expect(misspeltSettings({ [name]: 'x' }, SETTING_NAMES)).toEqual([])
  })

  test('asks nothing about known settings, nor about a name with a blank value', () => {
    const all = Object.fromEntries(SETTING_NAMES.map((name) => [name, 'x']))
    expect(misspeltSettings({ ...all, SIGN_UP: ' ' }, SETTING_NAMES)).toEqual([])
  })

  test('is among the warnings of parseSettings', () => {
    const parsed = parseSettings({ AUTH_SECRET: newSecret(), SIGN_UP: 'closed' })
    expect(parsed).toMatchObject({
      ok: true,
      warnings: ['SIGN_UP is set and is no setting: did you mean SIGNUP?'],
    })
  })
})

function faultsOf(source: Record<string, string>): string[] {
  const parsed = parseSettings({ AUTH_SECRET: newSecret(), ...source })
  return parsed.ok ? [] : parsed.faults
}

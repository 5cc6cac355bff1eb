import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseSettings } from '@/lib/base/env'
import { newSecret } from '../support/settings'

test('the compose file uses only existing settings, and requires every secret', () => {
  const text = readFileSync('compose.yaml', 'utf8')
  const [, block = ''] = /gatehouse-1:[^]*?environment:\n([^]*?)\n {4}restart/.exec(text) ?? []
  const given = Object.fromEntries(
    [...block.matchAll(/^ {6}([A-Z_]+): (.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\$\{APP_ORIGIN:-(.*?)\}/, '$1').replace(/\$\{AUTH_SECRET:.*\}/, newSecret()),
    ]),
  )
  expect(Object.keys(given)).toHaveLength(4)
  const parsed = parseSettings({
    ...given,
    DATABASE_URL: given.DATABASE_URL?.replace(/\$\{.*\}/, 'x'),
  })
  expect(parsed).toMatchObject({ ok: true, warnings: [], settings: { databaseKind: 'postgres' } })
  expect(text).toContain('${AUTH_SECRET:?')
  expect(text).toContain('${DATABASE_PASSWORD:?')
})

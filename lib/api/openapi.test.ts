import { Validator } from '@seriousme/openapi-schema-validator'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourcesIn } from '@/tests/support/sources'
import { fieldsOf } from './fields'
import { openApi, problemsOf } from './openapi'
import { OPERATIONS, type Operation } from './operations'
import { PROBLEMS } from './problems'
import { logInBody, sessionsAnswer } from './schemas'

const document = openApi('https://accounts.example.com')

describe('openApi', () => {
  test('is a valid OpenAPI 3.1 description', async () => {
    const validator = new Validator()
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  test('fails the same validation when a path is broken', async () => {
    const broken = structuredClone(document)
    broken.paths = { ...(broken.paths as object), '/x': { get: { responses: 'none' } } }
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
  })

  test('describes every operation once, with every status it may answer', () => {
    const paths = document.paths as Record<string, Record<string, { responses: object }>>
    for (const operation of Object.values<Operation>(OPERATIONS)) {
      const described = paths[operation.path]?.[operation.method.toLowerCase()]
      const statuses = [operation.answer.status, ...problemsOf(operation).keys()].map(String)
      expect(Object.keys(described?.responses ?? {})).toEqual(statuses)
    }
    const count = Object.values(paths).flatMap((path) => Object.keys(path)).length
    expect(count).toBe(Object.keys(OPERATIONS).length)
  })
})

describe('the table of operations', () => {
  const operations = Object.entries<Operation>(OPERATIONS)

  test.each(operations)('names the path where %s is served', (id, { path }) => {
    const file = `app${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`
    expect(existsSync(file), file).toBe(true)
    if (path.startsWith('/api/')) expect(readFileSync(file, 'utf8')).toContain(`OPERATIONS.${id}`)
  })

  test('has no operation that a route of another path serves', () => {
    for (const { path, text } of sourcesIn('app/api/v1', /route\.ts$/)) {
      const address = path.replace(/^app|\/route\.ts$/g, '').replace(/\[(\w+)\]/g, '{$1}')
      for (const [, id = ''] of text.matchAll(/OPERATIONS\.(\w+)/g)) {
        expect(operations.find(([name]) => name === id)?.[1].path).toBe(address)
      }
    }
  })

  test('uses problem titles that are safe in a header', () => {
    for (const { title } of Object.values(PROBLEMS)) expect(title).toMatch(/^[\x20-\x7e]+\.$/)
    expect(JSON.stringify(PROBLEMS)).not.toContain('\\"')
  })
})

describe('fieldsOf', () => {
  test('lists the members of a schema with their types, and which are required', () => {
    expect(fieldsOf(logInBody).map(({ name, type, required }) => [name, type, required])).toEqual([
      ['email', 'string', true],
      ['password', 'string', true],
      ['device', 'string', false],
      ['audience', 'string[]', false],
    ])
    const [sessions] = fieldsOf(sessionsAnswer)
    expect(sessions).toMatchObject({ type: 'object[]' })
    const types = Object.fromEntries(sessions?.members.map(({ name, type }) => [name, type]) ?? [])
    expect(types).toMatchObject({ kind: '"web" | "device"', device: 'string | null' })
  })
})

import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { keepingStatements } from './sqlite-statements'

test('a statement is compiled once, however often it is asked for', () => {
  const { kept, compiled } = opened()
  for (let i = 0; i < 5; i += 1) expect(kept.prepare('SELECT 1 AS one').all()).toEqual([{ one: 1 }])
  expect(compiled()).toBe(1)
})

test('a statement that returned arrays returns objects to the next who asks for it', () => {
  const { kept } = opened()
  expect(kept.prepare('SELECT 1 AS one').raw().all()).toEqual([[1]])
  expect(kept.prepare('SELECT 1 AS one').all()).toEqual([{ one: 1 }])
})

test('a statement without rows is kept as well', () => {
  const { kept, compiled } = opened()
  for (let i = 1; i <= 3; i += 1) kept.prepare('CREATE TEMP TABLE IF NOT EXISTS some (one)').run()
  expect(compiled()).toBe(1)
})

test('of too many, the one used longest ago is compiled anew', () => {
  const { kept, compiled } = opened()
  kept.prepare('SELECT 0')
  for (let i = 1; i < 400; i += 1) kept.prepare(`SELECT ${i}`)
  kept.prepare('SELECT 0')
  kept.prepare('SELECT 400')
  expect(compiled()).toBe(401)
  kept.prepare('SELECT 0')
  expect(compiled()).toBe(401)
  kept.prepare('SELECT 1')
  expect(compiled()).toBe(402)
})

function opened() {
  const connection = new Database(':memory:')
  onTestFinished(() => {
    connection.close()
  })
  const prepare = vi.spyOn(connection, 'prepare')
  return { kept: keepingStatements(connection), compiled: () => prepare.mock.calls.length }
}

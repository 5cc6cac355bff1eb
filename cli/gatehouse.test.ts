import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { runHere, useCommandLine } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession } from '@/tests/support/people'
import { databaseCommands } from './database'

useFreshDatabase()
const gatehouse = useCommandLine()

describe('gatehouse', () => {
  test.each([['--help'], ['db', 'copy', '--help']])(
    '%s %s %s prints its usage',
    async (...args) => {
      const { code, out, err } = await gatehouse(...args)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toMatch(/^Usage: gatehouse/)
    },
  )

  test.each([
    [[], 'Usage: gatehouse'],
    [['bd'], "unknown command 'bd'"],
    [['sessions', 'end'], 'name a user, or --session <id>, or --everyone'],
  ])('exits with 2 and an explanation for the invalid command %j', async (args, message) => {
    const { code, out, err } = await gatehouse(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })

  test.each([
    [['--from', 'file:x'], "'--to <address>' not specified"],
    [['--from', 'x', '--to', 'postgres://h/d'], 'must begin with file:'],
    [['--from', 'file:x', '--to', 'mysql://h/d'], 'must begin with postgres:'],
  ])('db copy refuses %j', async (args, message) => {
    const said = await runHere([databaseCommands()], 'db', 'copy', ...args)
    expect(said).toEqual({ misused: expect.stringContaining(message) as string })
  })

  test('creates the database when it runs before the first start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
    const file = join(folder, 'deep/gatehouse.db')
    process.env.DATABASE_URL = `file:${file}`
    const made = `Made a new database: ${file}\n`
    expect(await gatehouse('users', 'list')).toEqual({ code: 0, out: 'Nobody.\n', err: made })
    expect(await gatehouse('users', 'list')).toEqual({ code: 0, out: 'Nobody.\n', err: '' })
    rmSync(folder, { recursive: true })
  })

  test('exits with 1 and one sentence when a database is missing', async () => {
    const target = 'postgres://gatehouse@127.0.0.1:1/none'
    const said = await gatehouse('db', 'copy', '--from', 'file:/nowhere.db', '--to', target)
    expect(said).toEqual({ code: 1, out: '', err: 'There is no database /nowhere.db.\n' })
  })

  test('exits with 1 and the reason when the domain refuses', async () => {
    const said = await gatehouse('users', 'show', 'ada@example.com')
    expect(said).toEqual({ code: 1, out: '', err: 'There is no user ada@example.com.\n' })
  })

  test('sessions end --everyone ends every session', async () => {
    const { tokens } = await givenSession()
    expect(await gatehouse('sessions', 'end', '--everyone')).toMatchObject({ code: 0, err: '' })
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({
      reason: 'ended',
    })
  })
})

import { describe, expect, test } from 'vitest'
import { createCheckpoint, newestCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { givenChain, givenEvents } from '@/tests/support/audit'
import { commandsHere, useCommandLine } from '@/tests/support/command-line'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { givenUser } from '@/tests/support/people'
import { auditCommands } from './audit'

useFreshDatabase()
const gatehouse = useCommandLine()

const { run, said } = commandsHere(() => [auditCommands()])

describe('the gatehouse program', () => {
  test('exits with 1 and names the event when audit verify finds a change', async () => {
    const now = new Date()
    await givenEvents(3, {}, now)
    const fits = await gatehouse('audit', 'verify')
    expect(fits).toMatchObject({ code: 0, err: '' })
    expect(fits.out).toMatch(/^\d+ events and 0 checkpoints fit\.\n$/)
    await otherProgram("UPDATE security_events SET user_id = 'usr_eve' WHERE sequence = 3")
    const broken = await gatehouse('audit', 'verify', '--json')
    expect(broken.code).toBe(1)
    expect(broken.err).toMatch(/^Event 3 \(evt_[\w-]+\) was changed\.\n$/)
    expect(JSON.parse(broken.out)).toMatchObject({ ok: false, fault: { kind: 'changed' } })
  })

  test('prints the events on audit export, and seals the record of the export', async () => {
    await givenEvents(2)
    await givenEvents(1, { type: 'session_renewed', sessionId: 'ses_1' })
    const { code, out } = await gatehouse('audit', 'export', '--format', 'csv')
    expect(code).toBe(0)
    expect(out.split('\r\n').length).toBeGreaterThan(3)
    const rows = await otherProgram(
      "SELECT sequence FROM security_events WHERE type = 'audit_exported'",
    )
    expect(rows).toEqual([{ sequence: expect.any(Number) as number }])
    const inUse = "SELECT count FROM activity WHERE kind = 'active_sessions'"
    expect(await otherProgram(inUse)).toEqual([{ count: 1 }])
  })
})

describe('gatehouse audit', () => {
  test('verify checks the log against a given checkpoint', async () => {
    await givenChain()
    await createCheckpoint()
    const kept = (await said('audit', 'checkpoint')).trim()
    expect(kept).toBe((await newestCheckpoint())?.token)
    const covered = await run('audit', 'verify', '--checkpoint', kept)
    expect(covered).toEqual({ out: '12 events and 2 checkpoints fit.' })
    expect(await run('audit', 'verify', '--checkpoint', 'rubbish')).toEqual({
      refused: 'The checkpoint you gave was not signed by this installation.',
    })
  })

  test('checkpoint is refused while there is none', async () => {
    expect(await run('audit', 'checkpoint')).toEqual({ refused: 'There is no checkpoint yet.' })
  })

  test('list and export filter events, and refuse an invalid filter', async () => {
    await givenChain()
    await givenEvents(1, { type: 'user_created', actorId: 'usr_eve' })
    await sealEvents()
    const found = await said('audit', 'list', '--actor', 'usr_eve')
    expect(found.split('\n')).toHaveLength(1)
    expect(found).toMatch(/^13 {2}2026-01-01T12:00:00.000Z {2}user_created {2}by usr_eve/)
    expect(await said('audit', 'list', '--to', '2025-12-31')).toBe('None.')
    const json = JSON.parse(await said('audit', 'list', '--json')) as { events: unknown[] }
    expect(json.events).toHaveLength(13)
    expect(await run('audit', 'list', '--from', 'yesterday')).toEqual({
      refused: expect.stringMatching(/^--from: yesterday is no day/) as string,
    })
    expect(await run('audit', 'export', '--actor', 'nobody@example.com')).toEqual({
      refused: '--actor: nobody@example.com is the address of no account.',
    })
  })

  test.each([
    [['--type', 'Log In'], '--type: Log In is no type of event.'],
    [['--user', 'Ada'], '--user: Ada is neither an id nor an address.'],
    [['--actor', 'bob@example.com'], '--actor: bob@example.com is the address of no account.'],
    [['--session', 'x'], '--session: x is no id of a session.'],
    [['--network', 'x'], '--network: x is no network address.'],
    [
      ['--to', 'x'],
      '--to: x is no day such as 2026-11-24, and no moment such as 2026-11-24T03:00:00Z.',
    ],
    [['--from', '2026-02-02', '--to', '2026-01-01'], '--to: 2026-01-01 lies before --from.'],
  ])('list refuses the filter %j', async (filter, refused) => {
    expect(await run('audit', 'list', ...filter)).toEqual({ refused })
  })

  test('list says how to get the next page', async () => {
    await givenEvents(60)
    await sealEvents()
    const first = (await said('audit', 'list', '--user', 'usr_ada')).split('\n')
    expect(first).toHaveLength(51)
    const [, cursor = ''] = /^More by --after (\S+)$/.exec(first.at(-1) ?? '') ?? []
    const second = await said('audit', 'list', '--user', 'usr_ada', '--after', cursor)
    expect(second.split('\n')).toHaveLength(10)
    expect(second).not.toContain('More by')
  })

  test('list shows who did what to whom, from where and with what details', async () => {
    const userId = await givenUser()
    await givenEvents(1, {
      type: 'role_changed',
      userId,
      actorId: 'system',
      details: { a: 1, b: 'c' },
    })
    await sealEvents()
    expect(await said('audit', 'list', '--user', userId)).toMatch(
      / {2}role_changed {2}by system {2}about ada@example\.com {2}192\.0\.2\.1 {2}a=1 b=c$/,
    )
  })

  test('verify and checkpoint answer with JSON on request', async () => {
    await givenChain()
    expect(JSON.parse(await said('audit', 'verify', '--json'))).toMatchObject({
      ok: true,
      events: 12,
      checkpoints: 2,
    })
    expect(JSON.parse(await said('audit', 'checkpoint', '--json'))).toMatchObject({
      checkpoint: { token: (await newestCheckpoint())?.token },
    })
  })

  test('export accepts only json and csv', async () => {
    expect(await run('audit', 'export', '--format', 'xml')).toHaveProperty('misused')
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { encodeCursor } from '@/lib/base/cursor'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { DAY } from '@/lib/base/time'
import { chain, givenEvents } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { exportEvents, type ExportFormat } from './export'
import { listEvents, type EventFilter } from './list'
import { sealEvents } from './seal'

useFreshDatabase()

const WITHOUT = { ...COMMAND_LINE, permissions: new Set<never>() }

describe('listEvents', () => {
  test('refuses an administrator without the permission, as exportEvents does', async () => {
    await expect(listEvents(WITHOUT)).rejects.toThrow(NotAllowed)
    await expect(exportEvents(WITHOUT, 'csv')).rejects.toThrow(NotAllowed)
  })

  test('lists the newest first, 50 a page, and every event once', async () => {
    await givenEvents(120)
    await sealEvents()
    const all = (await chain()).map(({ id }) => id).reverse()
    const seen: string[] = []
    const sizes: number[] = []
    for (let cursor: string | null = null, first = true; first || cursor; first = false) {
      const page = await listEvents(COMMAND_LINE, {}, cursor)
      seen.push(...page.events.map(({ id }) => id))
      sizes.push(page.events.length)
      cursor = page.next
      // Events that come meanwhile do not shift the pages.
      await givenEvents(1)
      await sealEvents()
    }
    expect(seen).toEqual(all)
    expect(sizes.slice(0, 2)).toEqual([50, 50])
  })

  test('lists several types in one order across pages', async () => {
    await givenEvents(40)
    await givenEvents(40, { type: 'user_created' })
    await givenEvents(20)
    await givenEvents(3, { type: 'sys_startup' })
    await sealEvents()
    const types = ['user_created', 'authn_login_fail']
    const first = await listEvents(COMMAND_LINE, { types })
    const second = await listEvents(COMMAND_LINE, { types }, first.next)
    const places = [...first.events, ...second.events].map(({ sequence }) => sequence)
    expect(places).toEqual([...places].sort((a, b) => b - a))
    expect([first.events.length, second.events.length, second.next]).toEqual([50, 50, null])
    const lines = await text(await exportEvents(COMMAND_LINE, 'json', { types }))
    const exported = lines
      .trimEnd()
      .split('\n')
      .map((line) => sequenceOf(line))
    expect(exported).toEqual([...places].reverse())
  })

  test.each(['', '1', encodeCursor(0), encodeCursor(-1), encodeCursor('1'), 'a'.repeat(100)])(
    'starts at the newest event for the invalid cursor %j',
    async (cursor) => {
      await givenEvents(2)
      await sealEvents()
      expect(await listEvents(COMMAND_LINE, {}, cursor)).toEqual(await listEvents(COMMAND_LINE))
    },
  )

  test('filters by type, user, session, network and time, alone and combined', async () => {
    await givenEvents(3, { type: 'user_created', actorId: 'usr_eve' }, at(0))
    await givenEvents(2, { userId: 'usr_bob', from: PHONE }, at(DAY))
    await givenEvents(2, { sessionId: 'ses_1', actorId: 'usr_eve' }, at(2 * DAY))
    await sealEvents()
    expect(await found({ types: ['user_created'] })).toBe(3)
    expect(await found({ types: ['user_created', 'authn_login_fail'] })).toBe(7)
    expect(await found({ types: ['user_created', 'authn_login_fail'], userId: 'usr_bob' })).toBe(2)
    expect(await found({ types: ['user_created', 'sys_startup'], actorId: 'usr_eve' })).toBe(3)
    expect(await found({ userId: 'usr_bob' })).toBe(2)
    expect(await found({ actorId: 'usr_eve' })).toBe(5)
    expect(await found({ sessionId: 'ses_1' })).toBe(2)
    expect(await found({ network: PHONE.network })).toBe(2)
    expect(await found({ network: '198.51.100' })).toBe(0)
    expect(await found({ from: at(DAY), to: at(2 * DAY) })).toBe(2)
    expect(await found({ from: at(DAY + 0.001), to: at(2 * DAY + 0.001) })).toBe(2)
    expect(await found({ actorId: 'usr_eve', types: ['user_created'], to: at(1) })).toBe(3)
    expect(await found({ userId: 'usr_bob', from: at(DAY + 1) })).toBe(0)
    expect(await found({ network: LAPTOP.network, sessionId: 'ses_1' })).toBe(2)
  })

  test('finds the events of a known session, however late they were sealed', async () => {
    const { session } = await givenSession()
    await sealEvents()
    await givenEvents(1, { sessionId: session.id }, at(5))
    await sealEvents()
    expect(await found({ sessionId: session.id })).toBe(2)
  })

  test('finds the events of a network deep in the log, across windows', async () => {
    await givenEvents(1, { from: PHONE })
    await sealEvents()
    const [rare] = (await chain()).filter(({ network }) => network === PHONE.network)
    await givenEvents(1)
    await sealEvents()
    // As if 45,000 events, three windows, had come in between.
    await otherProgram(
      `UPDATE security_events SET sequence = sequence + 45000 WHERE sequence > ${rare?.sequence}`,
    )
    expect(await found({ network: PHONE.network })).toBe(1)
    const lines = await text(await exportEvents(COMMAND_LINE, 'json', { network: PHONE.network }))
    expect(lines.split('\n').filter(Boolean)).toHaveLength(1)
  })

  test('names users and programs, and gives no name for an unknown user', async () => {
    const ada = await givenUser()
    await givenEvents(1, { userId: ada, actorId: 'command-line' })
    await sealEvents()
    await givenEvents(1, { userId: 'usr_gone', actorId: ada })
    await sealEvents()
    const { events } = await listEvents(COMMAND_LINE, { types: ['authn_login_fail'] })
    const person = { id: ada, name: 'Ada', email: 'ada@example.com' }
    const [second, first] = events
    expect(first).toMatchObject({
      user: person,
      actor: { id: 'command-line', name: null, email: null },
      details: { reason: 'wrong-password' },
      personalDetails: { typed: 'word 0' },
      personalErased: false,
    })
    expect(second).toMatchObject({ user: { id: 'usr_gone', name: null }, actor: person })
  })
})

describe('exportEvents', () => {
  test('writes every event once, oldest first, after recording the export', async () => {
    await sealEvents()
    await givenEvents(2, { sessionId: 'ses_secret', details: { session: 'ses_secret', kept: 1 } })
    const out = await exportEvents({ ...COMMAND_LINE, userId: 'usr_eve' }, 'json', {}, NOW)
    expect(await eventsOf('audit_exported')).toMatchObject([{ actorId: 'usr_eve' }])
    const lines = (await text(out)).trimEnd().split('\n')
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const before = (await chain()).filter(({ type }) => type !== 'audit_exported')
    expect(rows.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    const session = createHash('sha256').update('ses_secret').digest('hex').slice(0, 16)
    expect(rows.at(-1)).toMatchObject({ session, details: { session, kept: 1 } })
    expect(lines.join()).not.toContain('ses_secret')
  })

  test('writes CSV with one row per event, and no cell that a spreadsheet takes for a formula', async () => {
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'a,"b"\r\nc', "it's"]
    for (const [index, browser] of cells.entries()) {
      await givenEvents(1, { from: { ...LAPTOP, browser } }, at(index))
    }
    const csv = await text(
      await exportEvents(COMMAND_LINE, 'csv', { types: ['authn_login_fail'] }, NOW),
    )
    const [header, ...rows] = parseCsv(csv)
    const column = header?.indexOf('browser') ?? -1
    expect(header?.slice(0, 3)).toEqual(['sequence', 'id', 'type'])
    expect(rows.map((row) => row[column])).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\tx",
      "'\rx",
      'a,"b"\r\nc',
      "it's",
    ])
  })

  test('writes only events that match the filter', async () => {
    await givenEvents(2)
    await givenEvents(3, { type: 'user_created' })
    const json = await text(await exportEvents(COMMAND_LINE, 'json', { types: ['user_created'] }))
    expect(json.trimEnd().split('\n')).toHaveLength(3)
  })

  test.each<ExportFormat>(['json', 'csv'])('writes more than one page (%s)', async (format) => {
    await givenEvents(2)
    await sealEvents()
    const [first] = await chain()
    const many = Array.from({ length: 2100 }, (_, i) => `('evt_${i}', 'x', ${nowLiteral()})`)
    await otherProgram(`INSERT INTO security_events (id, type, at) VALUES ${many.join(', ')}`)
    const out = await text(await exportEvents(COMMAND_LINE, format))
    const lines = out.trimEnd().split(/\r?\n/)
    expect(lines).toHaveLength((await chain()).length - 1 + Number(format === 'csv'))
    expect(out).toContain(first?.id)
  })
})

function sequenceOf(line: string): number {
  return (JSON.parse(line) as { sequence: number }).sequence
}

async function found(filter: EventFilter): Promise<number> {
  return (await listEvents(COMMAND_LINE, filter)).events.length
}

async function text(chunks: AsyncIterable<string>): Promise<string> {
  let all = ''
  for await (const chunk of chunks) all += chunk
  return all
}

/** Parses RFC 4180 as far as the export uses it. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

/** `NOW` as a literal for the database of this test. */
function nowLiteral(): string {
  return process.env.DATABASE_URL?.startsWith('file:')
    ? String(NOW.getTime())
    : `'${NOW.toISOString()}'`
}

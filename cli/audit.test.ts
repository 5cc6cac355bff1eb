import { describe, expect, test } from 'vitest'
import { createCheckpoint, newestCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { signingKey } from '@/lib/keys/signing-keys'
import { givenChain, givenEvents } from '@/tests/support/audit'
import { runHere, useCommandLine } from '@/tests/support/command-line'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { changeSigningKeys } from '@/tests/support/rows'
import { newSecret } from '@/tests/support/settings'
import { auditCommands } from './audit'
import { keyCommands } from './keys'
import { secretCommands } from './secrets'

useFreshDatabase()
const gatehouse = useCommandLine()

const run = (...args: string[]) =>
  runHere([auditCommands(), keyCommands(), secretCommands()], ...args)

async function said(...args: string[]): Promise<string> {
  const answer = await run(...args)
  if (!('out' in answer)) throw new Error(JSON.stringify(answer))
  return answer.out
}

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

  test('export accepts only json and csv', async () => {
    expect(await run('audit', 'export', '--format', 'xml')).toHaveProperty('misused')
  })
})

describe('gatehouse keys', () => {
  test('list shows, rotate replaces and burn withdraws the signing key', async () => {
    const first = (await signingKey()).id
    expect(await said('keys', 'list')).toMatch(new RegExp(`${first} {2}ES256 {2}active`))
    const early = await run('keys', 'rotate')
    expect(early).toEqual({ refused: expect.stringContaining('wait until 20') as string })
    await changeSigningKeys({ createdAt: new Date(0) })
    const rotated = await said('keys', 'rotate', '--json')
    const { active } = JSON.parse(rotated) as { active: string }
    expect(active).toBe((await signingKey()).id)
    expect(active).not.toBe(first)
    expect(await run('keys', 'burn', active)).toEqual({
      misused: "error: required option '--yes' not specified",
    })
    expect((await signingKey()).id).toBe(active)
    const next = await said('keys', 'burn', active, '--yes')
    expect(next).toBe(`${active} is burned.\n${(await signingKey()).id} signs.`)
    expect(await run('keys', 'burn', active, '--yes')).toEqual({
      refused: 'That key is burned already.',
    })
    for (const kid of ['x', '-6aaEc5pmBhIPbDBQSNCMOOyw_ZK26NRy6ZFzk1iVuY']) {
      const refused = `There is no key ${kid}; see: keys list`
      expect(await run('keys', 'burn', kid, '--yes')).toEqual({ refused })
    }
    expect(await run('keys', 'burn', 'x', '--yes', '--yse')).toHaveProperty('misused')
  })

  test('rotate is refused under HS256, whose key comes from AUTH_SECRET', async () => {
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    expect(await said('keys', 'list')).toContain('comes from AUTH_SECRET')
    expect(await run('keys', 'rotate')).toHaveProperty('refused')
  })
})

test('gatehouse secrets status says how many keys each secret wraps, and shows no secret', async () => {
  const fresh = newSecret()
  await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
  const status = await said('secrets', 'status')
  expect(status.split('\n')).toEqual([
    '1.  wraps 0 keys  the first: wraps what is new',
    '2.  wraps 5 keys  is needed',
  ])
  expect(status).not.toContain(fresh)
})

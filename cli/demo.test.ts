import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import { expect, test } from 'vitest'
import { sealAndCount } from '@/lib/audit/seal-and-count'
import { INCIDENTS } from '@/lib/demo/life'
import { allIncidents } from '@/lib/incidents/all'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { listSessionsOf } from '@/lib/sessions/list'
import { statistics } from '@/lib/statistics/overview'
import { listUsers } from '@/lib/users/list'
import { searchUsers } from '@/lib/users/search'
import { checkSetupLink, newSetupLink } from '@/lib/users/setup'
import { runHere } from '@/tests/support/command-line'
import { otherProgram } from '@/tests/support/other-program'
import { useFreshDatabase } from '@/tests/support/database'
import { givenUser, LAPTOP } from '@/tests/support/people'
import { passwordHashes } from '@/tests/support/rows'
import { demoCommand } from './demo'

useFreshDatabase()

async function newSetup(): Promise<{ url: string }> {
  const url = await newSetupLink()
  if (!url) throw new Error('A user has a password')
  return { url }
}

function tokenOf(url: string): string {
  return new URL(url).searchParams.get('token') ?? ''
}

test('gatehouse demo fills an empty installation, with data for every chart and list', async () => {
  const { url } = await newSetup()
  const said = await runHere([demoCommand()], 'demo', '--json')
  if (!('out' in said)) throw new Error(JSON.stringify(said))
  const made = JSON.parse(said.out) as Record<string, unknown>
  expect(made).toMatchObject({ people: 60, email: 'ada.quill.1@example.com' })
  expect(made.sessions).toBeGreaterThan(150)
  const listed = await listUsers(COMMAND_LINE, { filter: { role: 'administrator' } })
  expect(listed.users).toMatchObject([{ email: made.email }])
  const { users } = await listUsers(COMMAND_LINE, { filter: 'disabled' })
  expect(users).toHaveLength(3)
  expect((await searchUsers(COMMAND_LINE, 'angstrom')).users.length).toBeGreaterThan(3)
  // No user has a known password, and the set-up link stays valid.
  expect(await passwordHashes()).toEqual([])
  expect(await checkSetupLink(tokenOf(url), LAPTOP)).toMatchObject({ ok: true })
  await expectFactors(made.apps)
  await expectPasskeys(made.passkeys)
  await expectFullCharts()
  await expectEveryIncident(made.incidents)
  await expectDistinctDevices()
})

/** Apps that are in use, and recovery codes of which some users have few left. */
async function expectFactors(made: unknown): Promise<void> {
  const apps = await otherProgram(
    'SELECT user_id, last_used_at, confirmed_at FROM authenticators WHERE confirmed_at IS NOT NULL',
  )
  expect(apps).toHaveLength(made as number)
  expect(apps.length).toBeGreaterThan(10)
  const used = apps.filter(({ last_used_at, confirmed_at }) => last_used_at !== confirmed_at)
  expect(used.length).toBeGreaterThan(5)
  const sessions = await otherProgram(`SELECT id FROM sessions WHERE amr LIKE '%mfa%'`)
  expect(sessions.length).toBeGreaterThan(20)
  const left = await otherProgram(
    `SELECT user_id, COUNT(*) AS n FROM recovery_codes WHERE used_at IS NULL GROUP BY user_id`,
  )
  expect(left).toHaveLength(apps.length)
  expect(left.filter(({ n }) => Number(n) <= 3).length).toBeGreaterThan(1)
}

/** Passkeys as registrations store them, which most of their owners have used. */
async function expectPasskeys(made: unknown): Promise<void> {
  const passkeys = await otherProgram('SELECT public_key, last_used_at FROM passkeys')
  expect(passkeys).toHaveLength(made as number)
  expect(passkeys.length).toBeGreaterThan(5)
  expect(passkeys.filter(({ last_used_at }) => last_used_at !== null).length).toBeGreaterThan(5)
  for (const { public_key } of passkeys) {
    const key = decodeCredentialPublicKey(
      new Uint8Array(Buffer.from(String(public_key), 'base64url')),
    )
    expect(cose.isCOSEPublicKeyEC2(key)).toBe(true)
  }
  const sessions = await otherProgram(`SELECT id FROM sessions WHERE amr LIKE '%swk%'`)
  expect(sessions.length).toBeGreaterThan(5)
}

async function expectFullCharts(): Promise<void> {
  await sealAndCount()
  for (const range of ['24h', '30d'] as const) {
    const { totals } = await statistics(COMMAND_LINE, range)
    const { logInsFailedBy, ...counts } = totals
    const empty = Object.entries({ ...counts, ...logInsFailedBy }).filter(([, n]) => n === 0)
    // Every failed log-in has a known reason.
    expect(empty, range).toEqual([['other', 0]])
  }
}

async function expectEveryIncident(made: unknown): Promise<void> {
  const counts = await Promise.all(
    INCIDENTS.map((kind) => allIncidents(COMMAND_LINE, { filter: { kinds: [kind] } })),
  )
  expect(counts.filter(({ count }) => count === 0)).toEqual([])
  const all = await allIncidents(COMMAND_LINE)
  expect(all.count).toBe(made)
  const open = await allIncidents(COMMAND_LINE, { filter: { isOpen: true } })
  expect(open.count).toBeLessThan(all.count)
}

/** No user is signed in twice on one device, and many use several devices. */
async function expectDistinctDevices(): Promise<void> {
  const { users } = await listUsers(COMMAND_LINE, { filter: 'all', size: 100 })
  const lists = await Promise.all(users.map(({ id }) => listSessionsOf(COMMAND_LINE, id)))
  for (const { sessions } of lists) {
    const names = sessions.map(({ browser, system }) => `${browser} ${system}`)
    expect(new Set(names).size).toBe(names.length)
  }
  expect(lists.filter(({ sessions }) => sessions.length > 1).length).toBeGreaterThan(10)
}

test('gatehouse demo refuses an installation that has users, unless forced', async () => {
  await givenUser()
  const refused = { refused: 'There are users here already; --force adds to them.' }
  expect(await runHere([demoCommand()], 'demo')).toEqual(refused)
  expect(await runHere([demoCommand()], 'demo', '--force')).toHaveProperty('out')
})

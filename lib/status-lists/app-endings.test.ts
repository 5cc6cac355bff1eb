import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { endGrant, endGrantsOf, type AppGrantRecord } from '@/db/queries/app-grants'
import { extendStatus } from '@/db/queries/app-statuses'
import { deleteApp, raiseAppVersion, updateApp, type AppRecord } from '@/db/queries/apps'
import type { SessionRecord } from '@/db/queries/sessions'
import type { UserId } from '@/lib/base/ids'
import { machineStatusIndex } from '@/lib/oauth/machine-status'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionsOfEveryone } from '@/lib/sessions/end/everyone'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { deleteUser } from '@/lib/users/delete'
import { disableUser } from '@/lib/users/disable'
import { appRow, givenApp, givenGrant } from '@/tests/support/oauth-apps'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP } from '@/tests/support/people'
import { copySession } from '@/tests/support/rows'
import { readList } from '@/tests/support/status-lists'
import { positionOf } from './positions'
import { statusList } from './list'

useFreshDatabase()

/** Ada with two devices and two applications, and Bob with one of each. */
interface World {
  ada: UserId
  laptop: SessionRecord
  phone: SessionRecord
  garden: AppRecord
  grants: Record<Held, AppGrantRecord>
}

type Held = 'laptop' | 'phone' | 'offline' | 'other' | 'bob'

const OF_ADA: Held[] = ['laptop', 'phone', 'offline', 'other']
const OF_GARDEN: Held[] = ['laptop', 'phone', 'offline', 'bob']

/** An act, and the grants that it ends. */
const ENDINGS: [string, (world: World) => Promise<unknown>, Held[]][] = [
  ['nothing', async () => undefined, []],
  [
    'the end of a session',
    ({ laptop }) => endSessionAsOperator(COMMAND_LINE, { sessionId: laptop.id }, LAPTOP, at(60)),
    ['laptop', 'other'],
  ],
  [
    'a log-out everywhere',
    ({ ada }) => endSessionsAsOperator(COMMAND_LINE, { userId: ada }, LAPTOP, at(60)),
    OF_ADA,
  ],
  [
    'disabling the user',
    ({ ada }) => disableUser(COMMAND_LINE, { userId: ada }, LAPTOP, at(60)),
    OF_ADA,
  ],
  [
    'deleting the user',
    ({ ada }) => deleteUser(COMMAND_LINE, { userId: ada }, LAPTOP, at(60)),
    OF_ADA,
  ],
  [
    'deleting a user with very many sessions',
    async ({ ada, phone }) => {
      await copySession(phone.id, 600)
      await deleteUser(COMMAND_LINE, { userId: ada }, LAPTOP, at(60))
    },
    OF_ADA,
  ],
  [
    'taking access from an application',
    ({ ada, garden }) => changed(() => endGrantsOf(ada, garden.id, at(60))),
    ['laptop', 'phone', 'offline'],
  ],
  [
    'the revocation of one token',
    ({ grants }) => changed(() => endGrant(grants.phone.id, at(60))),
    ['phone'],
  ],
  [
    'all that an application holds',
    ({ garden }) => changed(() => raiseAppVersion(garden.id, at(60))),
    OF_GARDEN,
  ],
  [
    'disabling an application',
    ({ garden }) =>
      changed(async () => {
        await updateApp(garden.id, { disabledAt: at(60) })
        await raiseAppVersion(garden.id, at(60))
      }),
    OF_GARDEN,
  ],
  [
    'deleting an application',
    ({ garden }) => changed(() => deleteApp(garden.id, at(60))),
    OF_GARDEN,
  ],
]

describe('a status list', () => {
  test.each(ENDINGS)('shows exactly the grants ended by %s', async (_what, end, out) => {
    const world = await givenWorld()
    await end(world)
    expect(await namesOfEnded(world)).toEqual([...out].sort())
  })

  test('looks only for grants of which a service may still hold a token', async () => {
    const { laptop } = await givenWorld()
    const { app } = await givenApp({ name: 'Orchard' })
    const held = await givenGrant(laptop, app)
    const unheld = await givenGrant(laptop, app, { offline: true, isHeld: false })
    await changed(() => raiseAppVersion(app.id, at(60)))
    const ended = await endedAt(61)
    expect(ended).toContain(held.statusIndex)
    expect(ended).not.toContain(unheld.statusIndex)
  })

  test('no longer shows a grant when no service can accept a token of it any more', async () => {
    const { garden, grants } = await givenWorld()
    await changed(() => raiseAppVersion(garden.id, at(60)))
    const last = 600 + 5 + 3600
    expect(await endedAt(60 + last)).toContain(grants.bob.statusIndex)
    expect(await endedAt(61 + last)).not.toContain(grants.bob.statusIndex)
  })

  test('gives a grant that has ended no further token', async () => {
    const { grants } = await givenWorld()
    await changed(() => endGrant(grants.phone.id, at(60)))
    expect(await changed(() => extendStatus(grants.phone.id, at(900)))).toBe(false)
    expect(await changed(() => extendStatus(grants.laptop.id, at(900)))).toBe(true)
  })
})

describe('the place of a machine', () => {
  test('stays the same from token to token', async () => {
    const { app } = await givenMachine()
    const place = await machineStatusIndex(app)
    expect(await machineStatusIndex(await appRow(app.id))).toBe(place)
  })

  test('is shown as ended with all that it holds, and the next token has another', async () => {
    const { app } = await givenMachine()
    const place = await machineStatusIndex(app)
    await changed(() => raiseAppVersion(app.id, at(60)))
    const next = await machineStatusIndex(await appRow(app.id))
    expect(next).not.toBe(place)
    const ended = await endedAt(61)
    expect(ended).toContain(place)
    expect(ended).not.toContain(next)
  })

  test('is shown as ended when the machine is deleted', async () => {
    const { app } = await givenMachine()
    const place = await machineStatusIndex(app)
    await changed(() => deleteApp(app.id, at(60)))
    expect(await endedAt(61)).toContain(place)
  })

  test('is replaced after a restored backup, which shows the old one as ended', async () => {
    const { app } = await givenMachine()
    const place = await machineStatusIndex(app)
    await endSessionsOfEveryone(at(60))
    const next = await machineStatusIndex(await appRow(app.id))
    expect(positionOf(next).list).toBeGreaterThan(positionOf(place).list)
  })
})

async function givenWorld(): Promise<World> {
  const ada = await givenUser()
  const { session: laptop } = await givenSession({ userId: ada })
  const { session: phone } = await givenSession({ userId: ada })
  const { session: bob } = await givenSession({ userId: await givenUser('bob@example.com') })
  const { app: garden } = await givenApp()
  const { app: kitchen } = await givenApp({ name: 'Kitchen' })
  const grants = {
    laptop: await givenGrant(laptop, garden),
    phone: await givenGrant(phone, garden),
    offline: await givenGrant(laptop, garden, { offline: true }),
    other: await givenGrant(laptop, kitchen),
    bob: await givenGrant(bob, garden),
  }
  return { ada, laptop, phone, garden, grants }
}

function givenMachine() {
  return givenApp({ name: 'Meter', kind: 'machine', redirectUris: [] })
}

function changed<T>(change: () => Promise<T>): Promise<T> {
  return transaction({ locks: 'all' }, change)
}

async function namesOfEnded({ grants }: World): Promise<string[]> {
  const ended = await endedAt(61)
  const names = Object.entries(grants).filter(([, grant]) =>
    ended.includes(grant.statusIndex ?? -1),
  )
  return names.map(([name]) => name).sort()
}

async function endedAt(seconds: number): Promise<number[]> {
  return (await readList((await statusList('0', at(seconds))) ?? '', at(seconds))).invalid
}

import { describe, expect, test } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { changePassword } from '@/lib/passwords/change'
import { resetPassword } from '@/lib/passwords/reset'
import { burnKey } from '@/lib/keys/burn'
import { signingKey } from '@/lib/keys/signing-keys'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { endSessionsOfEveryone } from '@/lib/sessions/end/everyone'
import { endOwnOtherSession, endOwnSessions } from '@/lib/sessions/end/own'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { logIn } from '@/lib/sessions/log-in'
import { refreshSession } from '@/lib/sessions/refresh'
import type { SessionTokens } from '@/lib/sessions/issue'
import { deleteUser } from '@/lib/users/delete'
import { disableUser, enableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { changeSession, copySession } from '@/tests/support/rows'
import { isToldEnded, placeIn, readList } from '@/tests/support/status-lists'
import { statusList } from './list'

useFreshDatabase()

const NEXT = 'a kettle of winter thunder'

/** Ada on two devices, and Bob. */
interface World {
  ada: Actor
  laptop: SessionTokens
  phone: SessionTokens
  bob: SessionTokens
}

/** An act, and the devices whose sessions it ends. */
const ENDINGS: [string, (world: World) => Promise<unknown>, (keyof World)[]][] = [
  ['nothing', async () => undefined, []],
  ['a log-out', ({ laptop }) => endOwnSessions(laptop, 'this', LAPTOP, at(60)), ['laptop']],
  [
    'log-out of others',
    ({ laptop }) => endOwnSessions(laptop, 'others', LAPTOP, at(60)),
    ['phone'],
  ],
  [
    'a log-out everywhere',
    ({ laptop }) => endOwnSessions(laptop, 'everywhere', LAPTOP, at(60)),
    ['laptop', 'phone'],
  ],
  [
    'ending one device',
    ({ ada, phone }) => endOwnOtherSession(ada, phone.sessionId, LAPTOP, at(60)),
    ['phone'],
  ],
  ['a reused refresh token', ({ laptop }) => reuse(laptop), ['laptop']],
  ['a log-in that replaces it', ({ laptop }) => logInAsAda(laptop, PASSWORD), ['laptop']],
  [
    'a new password',
    ({ ada }) => changePassword(ada, { current: PASSWORD, next: NEXT, from: LAPTOP }, at(60)),
    ['laptop', 'phone'],
  ],
  ['a new password by a link', ({ ada }) => reset(ada.userId), ['laptop', 'phone']],
  [
    'an administrator, for one session',
    ({ phone: { sessionId } }) => endSessionAsOperator(COMMAND_LINE, { sessionId }, LAPTOP, at(60)),
    ['phone'],
  ],
  [
    'an administrator, for all sessions of a user',
    ({ ada: { userId } }) => endSessionsAsOperator(COMMAND_LINE, { userId }, LAPTOP, at(60)),
    ['laptop', 'phone'],
  ],
  [
    'disabling the user',
    ({ ada: { userId } }) => disableUser(COMMAND_LINE, { userId }, LAPTOP, at(60)),
    ['laptop', 'phone'],
  ],
  [
    'disabling and enabling the user',
    async ({ ada: { userId } }) => {
      await disableUser(COMMAND_LINE, { userId }, LAPTOP, at(60))
      await enableUser(COMMAND_LINE, { userId }, LAPTOP, at(60))
    },
    ['laptop', 'phone'],
  ],
  [
    'deleting the user',
    ({ ada: { userId } }) => deleteUser(COMMAND_LINE, { userId }, LAPTOP, at(60)),
    ['laptop', 'phone'],
  ],
  [
    'deleting a user with very many sessions',
    async ({ ada: { userId }, phone }) => {
      await copySession(phone.sessionId, 600)
      await deleteUser(COMMAND_LINE, { userId }, LAPTOP, at(60))
    },
    ['laptop', 'phone'],
  ],
  [
    'a log-out, and deleting the user afterwards',
    ({ ada, laptop }) => leave(ada, laptop),
    ['laptop', 'phone'],
  ],
  ['a burned key', async () => burnKey(COMMAND_LINE, (await signingKey()).id, LAPTOP, at(60)), []],
]

describe('a status list', () => {
  test.each(ENDINGS)('shows exactly the sessions ended by %s', async (_what, end, out) => {
    const world = await givenWorld()
    await end(world)
    const list = await readList((await statusList('0', at(61))) ?? '', at(61))
    const expected = out.map((name) => placeIn(accessOf(world, name)).idx)
    expect(list.invalid).toEqual(expected.sort((a, b) => a - b))
  })

  test('shows every session from before a restored backup as ended, and none that started after', async () => {
    const { laptop, phone, bob } = await givenWorld()
    await endSessionsOfEveryone(at(60))
    for (const { access } of [laptop, phone, bob])
      expect(await isToldEnded(access, at(61))).toBe(true)
    const next = await logInAsAda(NO_TOKENS, PASSWORD)
    expect(await isToldEnded(next.access, at(61))).toBe(false)
    expect(placeIn(next.access).uri).not.toBe(placeIn(laptop.access).uri)
  })

  test('shows the session that a password change starts as living', async () => {
    const { ada } = await givenWorld()
    const change = { current: PASSWORD, next: NEXT, from: LAPTOP }
    const changed = await changePassword(ada, change, at(60))
    if (!changed.ok) throw new Error(changed.reason)
    expect(await isToldEnded(changed.tokens.access, at(61))).toBe(false)
  })

  test('shows an ended session for as long as a service may still accept one of its tokens', async () => {
    const { laptop, phone } = await givenWorld()
    await endOwnSessions(phone, 'this', LAPTOP, at(0))
    await endOwnSessions(laptop, 'everywhere', LAPTOP, at(10))
    const last = 600 + 5 + 3600
    expect(await isToldEnded(phone.access, at(last))).toBe(true)
    expect(await isToldEnded(laptop.access, at(last + 10))).toBe(true)
    expect(await isToldEnded(laptop.access, at(last + 11))).toBe(false)
  })

  test('does not show sessions that had expired long before a log-out everywhere', async () => {
    const { laptop, phone } = await givenWorld()
    await changeSession(phone.sessionId, { idleExpiresAt: at(60 - 600 - 5 - 3600) })
    await endOwnSessions(laptop, 'everywhere', LAPTOP, at(60))
    expect(await isToldEnded(laptop.access, at(60))).toBe(true)
    expect(await isToldEnded(phone.access, at(60))).toBe(false)
  })
})

async function givenWorld(): Promise<World> {
  const laptop = await givenAccount()
  const phone = await logInAsAda(NO_TOKENS, PASSWORD)
  const bob = await givenAccount({ email: 'bob@example.com' })
  const found = await authenticate(laptop.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  return { ada: found.actor, laptop, phone, bob }
}

async function logInAsAda(
  replaces: { access: string | null; refresh: string | null },
  password: string,
): Promise<SessionTokens> {
  const input = { email: 'ada@example.com', password, persistent: true, from: PHONE, replaces }
  const result = await logIn(input, NOW)
  if (!result.ok) throw new Error(result.reason)
  return result.tokens
}

async function reuse({ refresh }: SessionTokens): Promise<void> {
  let token = refresh
  for (const second of [1, 2]) {
    const result = await refreshSession({ token, from: LAPTOP }, at(second))
    if (result.ok) token = result.tokens.refresh
  }
  expect(await refreshSession({ token: refresh, from: PHONE }, at(60))).toMatchObject({ ok: false })
}

async function reset(userId: UserId): Promise<void> {
  const made = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, NOW)
  if (!made.ok) throw new Error(made.reason)
  const token = new URL(made.link.url).searchParams.get('token') ?? ''
  expect(await resetPassword({ token, password: NEXT, from: PHONE }, at(60))).toEqual({ ok: true })
}

async function leave({ userId }: Actor, laptop: SessionTokens): Promise<void> {
  await endOwnSessions(laptop, 'this', LAPTOP, at(30))
  await deleteUser(COMMAND_LINE, { userId }, LAPTOP, at(60))
}

function accessOf(world: World, name: keyof World): string {
  return name === 'ada' ? world.laptop.access : world[name].access
}

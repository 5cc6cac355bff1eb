/** The tests that every act on another user needs. */
import { expect, test } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { COMMAND_LINE, NotAllowed, type Operator } from '@/lib/permissions/operator'
import type { Permission } from '@/lib/permissions/permissions'
import { authenticate } from '@/lib/sessions/authenticate'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { refused } from './accounts'
import { givenOperator } from './operators'
import { at, givenPassword, givenRole, givenUser } from './people'
import { insertRole, userRow } from './rows'

type Act = (operator: Operator, input: { userId: UserId }) => Promise<{ ok: boolean }>

/** Whether either token is still accepted, five seconds after `NOW`. */
export async function isAccepted(tokens: { access: string; refresh: string }): Promise<boolean> {
  const { ok } = await authenticate(tokens.access, 'web', at(5))
  return ok || (await sessionOfRefreshToken(tokens.refresh, at(5))) !== null
}

export function testsOfPermission(permission: Permission, act: Act): void {
  test('requires its permission at the moment it is carried out', async () => {
    await insertRole('almost', ['users:read'])
    const operator = await givenOperator('almost')
    const userId = await givenUser()
    await expect(act(operator, { userId })).rejects.toThrow(NotAllowed)
    const stale = { ...operator, permissions: COMMAND_LINE.permissions }
    await expect(act(stale, { userId })).rejects.toThrow(NotAllowed)
  })

  test('is refused for oneself, for an unknown user, and for a user who may do more', async () => {
    await insertRole('only', [permission])
    const operator = await givenOperator('only')
    const superior = await givenOperator('administrator')
    expect(await act(operator, operator)).toEqual(refused('yourself'))
    expect(await act(operator, { userId: 'usr_nobody' })).toEqual(refused('not-found'))
    expect(await act(operator, superior)).toEqual(refused('beyond-you'))
    expect((await userRow(superior.userId)).disabledAt).toBeNull()
  })
}

/** For `races.test.ts`. */
export function raceOfLastAdministrators(act: Act): void {
  test('leaves an administrator when it is done to the last two at once', async () => {
    const two = [await givenOperator('administrator'), await givenOperator('administrator')]
    const results = await Promise.all(two.map(({ userId }) => act(COMMAND_LINE, { userId })))
    expect(results).toContainEqual({ ok: true })
    expect(results).toContainEqual(refused('last-administrator'))
    const left = two[results.findIndex(({ ok }) => !ok)]?.userId ?? 'usr_none'
    expect((await userRow(left)).disabledAt).toBeNull()
    // Against each other too: the second has lost the right, or would be the last.
    const next = await givenOperator('administrator')
    const last = { ...next, userId: left }
    const duel = [act(last, { userId: next.userId }), act(next, { userId: left })]
    const settled = await Promise.allSettled(duel)
    expect(settled.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(1)
  })
}

export function testOfLastAdministrator(act: Act): void {
  test('is refused for the last administrator who has a password', async () => {
    const { userId } = await givenOperator('administrator')
    const newcomer = await givenUser()
    await givenRole(newcomer, 'administrator')
    expect(await act(COMMAND_LINE, { userId })).toEqual(refused('last-administrator'))
    await givenPassword(newcomer)
    expect(await act(COMMAND_LINE, { userId })).toEqual({ ok: true })
  })
}

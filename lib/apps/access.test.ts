import { beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { upsertConsent } from '@/db/queries/app-grants'
import type { AppRecord } from '@/db/queries/apps'
import { newTokenId, type UserId } from '@/lib/base/ids'
import { noticeEndingsOf } from '@/lib/oauth/endings/notice'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { appSessionRow, givenApp, givenPart, grantRows } from '@/tests/support/app-sessions'
import { NotAllowed, type Operator } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { testsOfPermission } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenSession, givenUser, LAPTOP, NOW, type GivenSession } from '@/tests/support/people'
import { eventsOf, insertRole } from '@/tests/support/rows'
import { listAccess, listAccessOf, removeAccess, removeAccessAsOperator } from './access'

useFreshDatabase()

let here: GivenSession
let actor: Actor
let ours: AppRecord
let theirs: AppRecord

beforeEach(async () => {
  here = await givenSession()
  const found = await authenticate(here.tokens.access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  actor = found.actor
  ours = await givenApp({ name: 'Ours', firstParty: true })
  theirs = await givenApp({ name: 'Theirs' })
})

const allow = (userId: UserId, app: AppRecord, scopes: string[]) =>
  transaction({ locks: 'none' }, () =>
    upsertConsent({
      id: newTokenId(),
      userId,
      appId: app.id,
      scopes: JSON.stringify(scopes),
      grantedAt: at(5),
    }),
  )

const payload = (scope: string) => JSON.stringify({ openid: { scope } })

describe('the applications that may use an account', () => {
  test('are those that it allowed, and those of the house that hold something', async () => {
    await allow(here.userId, theirs, ['email', 'openid'])
    await givenPart(here.session, ours, { payload: payload('openid roles'), lastUsedAt: at(60) })
    await givenApp({ name: 'Unused', firstParty: true })
    expect(await listAccess(actor)).toEqual([
      {
        ...{ id: ours.id, name: 'Ours', firstParty: true, scopes: ['openid', 'roles'] },
        ...{ since: NOW, lastUsedAt: at(60) },
      },
      {
        ...{ id: theirs.id, name: 'Theirs', firstParty: false, scopes: ['openid', 'email'] },
        ...{ since: at(5), lastUsedAt: null },
      },
    ])
  })
})

describe('access that a user removes', () => {
  test('ends in all sessions and beyond, and is gone from the list', async () => {
    const there = await givenSession({ userId: here.userId })
    await allow(here.userId, theirs, ['openid'])
    const sids = [await givenPart(here.session, theirs), await givenPart(there.session, theirs)]
    await givenPart(there.session, ours)
    expect(await removeAccess(actor, theirs.id, LAPTOP, at(10))).toBe(true)
    expect((await listAccess(actor)).map(({ name }) => name)).toEqual(['Ours'])
    await noticeEndingsOf(here.userId, at(11))
    for (const sid of sids) expect((await appSessionRow(sid)).endedAt).toEqual(at(11))
    expect(await eventsOf('app_access_removed')).toMatchObject([
      { userId: here.userId, actorId: here.userId, details: JSON.stringify({ app: theirs.id }) },
    ])
  })

  test('is that of this user alone, and nothing happens the second time', async () => {
    const bob = await givenSession({ userId: await givenUser('bob@example.com') })
    await allow(bob.userId, theirs, ['openid'])
    await givenPart(bob.session, theirs)
    expect(await removeAccess(actor, theirs.id, LAPTOP, at(10))).toBe(false)
    expect(await grantRows()).toMatchObject([{ endedAt: null }])
    expect(await listAccess(bob)).toHaveLength(1)
    expect(await eventsOf('app_access_removed')).toEqual([])
  })
})

describe('access that an administrator removes', () => {
  const remove = (by: Operator, of = { userId: here.userId, appId: theirs.id }) =>
    removeAccessAsOperator(by, of, LAPTOP, at(10))

  testsOfPermission('sessions:end', (by, { userId }) => remove(by, { userId, appId: theirs.id }))

  test('is gone for the user, who reads of it', async () => {
    await givenPart(here.session, theirs)
    const operator = await givenOperator('administrator')
    expect(await remove(operator)).toEqual({ ok: true })
    expect(await listAccessOf(operator, here.userId)).toEqual([])
    expect(await remove(operator)).toEqual(refused('not-found'))
    expect(await eventsOf('app_access_removed')).toMatchObject([
      { userId: here.userId, actorId: operator.userId },
    ])
  })

  test('is listed only for those who may see sessions', async () => {
    await insertRole('almost', ['users:read'])
    const operator = await givenOperator('almost')
    await expect(listAccessOf(operator, here.userId)).rejects.toThrow(NotAllowed)
  })
})

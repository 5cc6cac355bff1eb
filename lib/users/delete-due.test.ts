import { describe, expect, test } from 'vitest'
import { eraseEvents } from '@/lib/audit/retain'
import { createCheckpoint } from '@/lib/audit/checkpoint'
import { ERASES_USER, eraseUserFromLog } from '@/lib/audit/erase-user'
import { sealEvents } from '@/lib/audit/seal'
import { verifyAudit } from '@/lib/audit/verify'
import { DAY } from '@/lib/base/time'
import { purgeExpired } from '@/lib/maintenance/purge'
import { grantRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { chain, givenEvents } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenPassword, givenRole, givenUser, LAPTOP, PHONE } from '@/tests/support/people'
import { changeUser, copySession, eventsOf, userRow, userRows } from '@/tests/support/rows'
import { deleteIfDue, deleteUsersDue } from './delete-due'
import { planDeletion, TIME_TO_RETURN } from './leave'

useFreshDatabase()

const ADA = 'ada@example.com'
const DUE = at(TIME_TO_RETURN)

async function givenLeaving() {
  const tokens = await givenAccount({ email: ADA })
  const { userId, sessionId } = tokens
  const planned = await planDeletion({ userId, sessionId }, { address: ADA, from: PHONE }, at(0))
  if (!planned.ok) throw new Error(planned.reason)
  return { userId, sessionId }
}

/** Whatever the log holds of a user beside ids, types and times. */
async function personalOf(userId: string) {
  return (await chain()).filter(
    (event) =>
      (event.userId === userId || event.actorId === userId) &&
      [event.network, event.browser, event.system, event.personalDetails].some(Boolean),
  )
}

describe('deleteUsersDue', () => {
  test('deletes a user when the time has come, and no sooner', async () => {
    const { userId } = await givenLeaving()
    const staying = await givenUser('bob@example.com')
    await deleteUsersDue(at(TIME_TO_RETURN - 1))
    expect(await userRow(userId)).toMatchObject({ deletionDueAt: DUE, disabledAt: null })
    await deleteUsersDue(DUE)
    expect((await userRows()).map(({ id }) => id)).toEqual([staying])
    expect(await eventsOf('user_deleted')).toMatchObject([{ userId, actorId: 'system' }])
    for (const table of ['passwords', 'sessions', 'user_terms', 'known_devices', 'mails']) {
      expect(await otherProgram(`SELECT * FROM ${table} WHERE user_id = '${userId}'`)).toEqual([])
    }
    // The place of the session in the status lists stays.
    expect(await otherProgram('SELECT * FROM ended_statuses')).toHaveLength(1)
  })

  test('is part of the hourly purge, and works for more users than one page', async () => {
    for (let i = 0; i < 101; i += 1) {
      await changeUser(await givenUser(`user${i}@example.com`), { deletionDueAt: DUE })
    }
    await purgeExpired(DUE)
    expect(await userRows()).toEqual([])
    expect(await eventsOf('user_deleted')).toHaveLength(101)
  })

  test('erases the personal data of the user from the log, which still verifies', async () => {
    const bob = await givenUser('bob@example.com')
    const { userId, sessionId } = await givenLeaving()
    await givenEvents(600, { userId })
    await grantRole({ ...COMMAND_LINE, userId: 'command-line' }, { userId: bob, role: 'auditor' })
    await givenEvents(1, { userId: bob, actorId: userId, type: 'user_disabled' })
    await givenEvents(1, { userId: bob, actorId: bob })
    await sealEvents()
    await createCheckpoint(at(1))
    expect((await personalOf(userId)).length).toBeGreaterThan(600)
    const before = await chain()
    await deleteUsersDue(DUE)
    await createCheckpoint(DUE)
    expect(await personalOf(userId)).toEqual([])
    const after = await chain()
    // Everything that the chain covers is as it was.
    expect(after.slice(0, before.length).map(({ hash }) => hash)).toEqual(
      before.map(({ hash }) => hash),
    )
    expect(after.some((event) => event.sessionId === sessionId)).toBe(true)
    expect(after.filter(({ network }) => network !== null)).toMatchObject([{ userId: bob }])
    expect(await verifyAudit({}, DUE)).toMatchObject({ ok: true })
    // The erasure by age goes over the same events later.
    await eraseEvents(at(120 * DAY))
    expect(await verifyAudit({}, at(120 * DAY))).toMatchObject({ ok: true })
  })

  test('finishes what a killed process began, and records and tells it once', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenLeaving()
    await mailAll(at(1))
    // As left by a process that was killed after its first transaction.
    await givenEvents(1, { type: 'user_deleted', userId, details: ERASES_USER }, DUE)
    await changeUser(userId, { disabledAt: DUE })
    const mailsBefore = smtp.received.length
    await deleteUsersDue(DUE)
    expect(await userRows()).toEqual([])
    expect(await eventsOf('user_deleted')).toHaveLength(1)
    await mailAll(DUE)
    expect(smtp.received).toHaveLength(mailsBefore)
  })

  test('tells the user in the end, in their language', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenLeaving()
    await changeUser(userId, { locale: 'de' })
    await deleteUsersDue(DUE)
    await mailAll(DUE)
    const mail = newestMail(smtp, ADA)
    expect(mail.subject).toBe('Dein Konto bei Gatehouse ist gelöscht')
    expect(mail.text).toContain('die Adresse eines Kontos')
    expect(await otherProgram('SELECT * FROM mails WHERE sealed IS NOT NULL')).toEqual([])
  })

  test('works for a user with more sessions than one transaction takes', async () => {
    const { sessionId } = await givenLeaving()
    await copySession(sessionId, 1100)
    await deleteUsersDue(DUE)
    expect(await userRows()).toEqual([])
    expect(await otherProgram('SELECT id FROM sessions')).toEqual([])
  })

  test('leaves an administrator who has become the last one', async () => {
    const { userId } = await givenLeaving()
    await givenRole(userId, 'administrator')
    await deleteUsersDue(DUE)
    expect(await userRow(userId)).toMatchObject({ disabledAt: null })
    const other = await givenUser('bob@example.com')
    await givenRole(other, 'administrator')
    await givenPassword(other)
    await deleteUsersDue(DUE)
    expect((await userRows()).map(({ id }) => id)).toEqual([other])
  })

  test('does nothing to a user who logged in since they were found due', async () => {
    const { userId } = await givenLeaving()
    const attempt = { email: ADA, password: PASSWORD, persistent: false, from: LAPTOP }
    expect(await logIn({ ...attempt, replaces: NO_TOKENS }, DUE)).toMatchObject({ ok: true })
    await deleteIfDue(userId, DUE)
    expect(await userRow(userId)).toMatchObject({ disabledAt: null, deletionDueAt: null })
    expect(await eventsOf('user_deleted')).toEqual([])
    await changeUser(userId, { deletionDueAt: at(TIME_TO_RETURN + 1) })
    await deleteIfDue(userId, DUE)
    expect(await userRow(userId)).toMatchObject({ disabledAt: null })
  })

  test('refuses a log-in once the deletion has begun', async () => {
    const { userId } = await givenLeaving()
    await changeUser(userId, { disabledAt: DUE })
    const attempt = { email: ADA, password: PASSWORD, persistent: false, from: LAPTOP }
    const again = await logIn({ ...attempt, replaces: NO_TOKENS }, DUE)
    expect(again).toEqual(refused('wrong-credentials'))
    await deleteUsersDue(DUE)
    // The refused attempt was recorded, and leaves no trace of where it came from either.
    expect(await personalOf(userId)).toEqual([])
    expect(await eventsOf('authn_login_fail')).toMatchObject([{ userId, network: null }])
  })
})

describe('verifyAudit', () => {
  test('finds personal data that was erased without the deletion of its user', async () => {
    const { userId } = await givenLeaving()
    await givenEvents(3, { userId })
    await sealEvents()
    await createCheckpoint(at(1))
    await eraseUserFromLog(userId)
    expect(await verifyAudit({}, at(2))).toMatchObject({ fault: { kind: 'personal-removed' } })
    // The deletion by an administrator keeps the traces until their time is over.
    await givenEvents(1, { type: 'user_deleted', userId, details: {} }, at(2))
    expect(await verifyAudit({}, at(3))).toMatchObject({ fault: { kind: 'personal-removed' } })
    await givenEvents(1, { type: 'user_deleted', userId, details: ERASES_USER }, at(4))
    expect(await verifyAudit({}, at(5))).toMatchObject({ ok: true })
  })
})

import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY, HOUR } from '@/lib/base/time'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { givenFailedMail, givenMailServer, newestMail } from '@/tests/support/mailbox'
import { givenOperator } from '@/tests/support/operators'
import { otherProgram } from '@/tests/support/other-program'
import { at, NOW } from '@/tests/support/people'
import { changeUser, eventsOf } from '@/tests/support/rows'
import type { MailKind } from './kinds'
import { listFailed, readOutbox, sendAgain } from './outbox'
import { queueMail } from './queue'
import { sendDueMails } from './sender'

useFreshDatabase()

const ADA = 'ada@example.com'

async function queued(kind: MailKind, userId: UserId | null, now = NOW) {
  await transaction({ locks: 'none' }, () =>
    queueMail({ kind, to: ADA, userId, locale: 'en' }, now),
  )
}

describe('the outbox', () => {
  test('tells how many mails wait, since when, and what the server said last', async () => {
    const smtp = await givenMailServer()
    const empty = { mode: 'smtp', waiting: 0, since: null, lastError: null }
    expect(await readOutbox(COMMAND_LINE)).toEqual(empty)
    smtp.mood = 'later'
    await queued('test', null, at(5))
    await queued('test', null)
    await sendDueMails(() => at(6))
    expect(await readOutbox(COMMAND_LINE)).toEqual({
      ...{ mode: 'smtp', waiting: 2, since: NOW },
      lastError: expect.stringContaining('451') as string,
    })
  })

  test('shows nothing to a user without the permission', async () => {
    const support = await givenOperator('support')
    await expect(readOutbox(support)).rejects.toThrow(NotAllowed)
    await expect(listFailed(support)).rejects.toThrow(NotAllowed)
    const auditor = await givenOperator('auditor')
    await expect(readOutbox(auditor)).resolves.toMatchObject({ waiting: 0 })
    await expect(sendAgain(auditor, 'mail_x')).rejects.toThrow(NotAllowed)
  })
})

describe('failed mails', () => {
  test('have their kind, user, time and reason', async () => {
    const { mail, userId } = await givenFailedMail()
    expect(mail).toEqual({
      ...{ id: mail.id, kind: 'new-log-in', user: { id: userId, email: ADA } },
      ...{ queuedAt: NOW, failedAt: at(1), reason: 'refused' },
      answer: expect.stringContaining('550') as string,
    })
  })

  test('that were too old, or cannot be read, say so', async () => {
    await givenMailServer()
    await queued('test', null)
    await queued('test', null, at(2 * HOUR))
    await otherProgram(`UPDATE mails SET sealed = 'x' WHERE expires_at = ${moment(3 * HOUR)}`)
    await sendDueMails(() => at(2 * HOUR))
    const { mails } = await listFailed(COMMAND_LINE)
    expect(mails.map(({ reason, answer }) => [reason, answer]).sort()).toEqual([
      ['too-old', null],
      ['unreadable', null],
    ])
  })

  test('are listed page by page, newest first', async () => {
    const smtp = await givenMailServer()
    smtp.mood = 'refuse'
    for (let i = 0; i < 51; i += 1) await queued('test', null, at(i))
    await sendDueMails(() => at(60))
    const first = await listFailed(COMMAND_LINE)
    const second = await listFailed(COMMAND_LINE, first.next)
    expect([first.mails.length, second.mails.length, second.next]).toEqual([50, 1, null])
    expect(new Set([...first.mails, ...second.mails].map(({ id }) => id)).size).toBe(51)
  })
})

describe('sending a failed mail again', () => {
  test('reaches the user with a link of its own, and is recorded', async () => {
    const { smtp, userId, mail } = await givenFailedMail()
    const administrator = await givenOperator('administrator')
    expect(await sendAgain(administrator, mail.id, undefined, at(DAY))).toEqual({ ok: true })
    await sendDueMails(() => at(DAY))
    expect(smtp.received).toHaveLength(1)
    expect(newestMail(smtp, ADA).token).not.toBe('')
    expect((await listFailed(COMMAND_LINE)).mails).toEqual([])
    const [event] = await eventsOf('mail_resent')
    expect(event).toMatchObject({ actorId: administrator.userId, userId })
    expect(event?.details).toBe(JSON.stringify({ kind: 'new-log-in', mail: mail.id }))
  })

  test('gives it as long as a new one, and as many tries, and lets it wait from then on', async () => {
    const { smtp, mail } = await givenFailedMail('test')
    smtp.mood = 'later'
    await sendAgain(COMMAND_LINE, mail.id, undefined, at(DAY))
    expect(await readOutbox(COMMAND_LINE)).toMatchObject({ waiting: 1, since: at(DAY) })
    await sendDueMails(() => at(DAY))
    smtp.mood = 'accept'
    await sendDueMails(() => at(DAY + 5))
    expect(smtp.received).toHaveLength(1)
  })

  test('does nothing to a mail that waits or was sent, and to an unknown one', async () => {
    await givenMailServer()
    await queued('test', null)
    const [row] = (await otherProgram('SELECT id FROM mails')) as { id: string }[]
    expect(await sendAgain(COMMAND_LINE, row?.id ?? '')).toEqual(refused('not-failed'))
    await sendDueMails(() => at(1))
    expect(await sendAgain(COMMAND_LINE, row?.id ?? '')).toEqual(refused('not-failed'))
    expect(await sendAgain(COMMAND_LINE, 'mail_none')).toEqual(refused('not-found'))
    expect(await sendAgain(COMMAND_LINE, "x' OR 1")).toEqual(refused('not-found'))
  })

  test('is refused where no mail can be sent, and if it cannot be read', async () => {
    const { mail } = await givenFailedMail()
    await otherProgram(`UPDATE mails SET sealed = 'x'`)
    expect(await sendAgain(COMMAND_LINE, mail.id)).toEqual(refused('unreadable'))
    await restartWith({ SMTP_URL: '', APP_ORIGIN: 'https://app.example.com' })
    expect(await sendAgain(COMMAND_LINE, mail.id)).toEqual(refused('no-mail'))
  })

  test('is refused to an administrator who was disabled since the guard', async () => {
    const { mail } = await givenFailedMail()
    const administrator = await givenOperator('administrator')
    await changeUser(administrator.userId, { disabledAt: NOW })
    await expect(sendAgain(administrator, mail.id)).rejects.toThrow(NotAllowed)
  })
})

/** A time as the database stores it. */
function moment(seconds: number): string {
  const time = addSeconds(NOW, seconds)
  const isSqlite = process.env.DATABASE_URL?.startsWith('file:')
  return isSqlite ? String(time.getTime()) : `'${time.toISOString()}'`
}

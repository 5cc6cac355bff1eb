import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { raiseUserVersion } from '@/db/queries/users'
import { logIn } from '@/lib/sessions/log-in'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { disableUser } from '@/lib/users/disable'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { otherProgram } from '@/tests/support/other-program'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { oneTimeRows, userRow } from '@/tests/support/rows'
import { mailPasswordLink } from './forgot'
import { checkPasswordLink, resetPassword } from './reset'

useFreshDatabase()

const ADA = 'ada@example.com'
const NEW = 'seven windmills beside a frozen canal'

const forget = (email = ADA, now = at(60), network = LAPTOP.network) =>
  mailPasswordLink({ email, from: { network }, locale: 'en' }, now)

describe('a forgotten password', () => {
  test('is replaced with a link that comes by mail, works once and proves the address', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    expect(await forget()).toEqual({ ok: true })
    await mailAll(at(61))
    const { token, subject } = newestMail(smtp, ADA)
    expect(subject).toBe('Choose a new password for Gatehouse')
    expect((await userRow(userId)).emailVerifiedAt).toBeNull()
    expect(await resetPassword({ token, password: NEW, from: PHONE }, at(62))).toEqual({ ok: true })
    expect((await userRow(userId)).emailVerifiedAt).toEqual(at(62))
    expect(await enters(NEW)).toBe(true)
    expect(await enters(PASSWORD)).toBe(false)
    const again = await resetPassword({ token, password: PASSWORD, from: PHONE }, at(63))
    expect(again).toEqual({ ok: false, reason: 'bad-link' })
    await mailAll(at(64))
    expect(newestMail(smtp, ADA).subject).toBe('Your Gatehouse password was reset')
  })

  test.each(['nobody@example.com', 'off@example.com'])(
    'of %s, without an account or with a disabled one, gets the same answer and no mail',
    async (email) => {
      const smtp = await givenMailServer()
      const { userId } = await givenAccount({ email: 'off@example.com' })
      await disableUser(COMMAND_LINE, { userId })
      expect(await forget(email)).toEqual({ ok: true })
      await mailAll(at(61))
      expect(smtp.received.filter(({ mail }) => /Choose/.test(mail.subject ?? ''))).toEqual([])
      expect(await otherProgram("SELECT id FROM mails WHERE kind = 'password-reset'")).toEqual([])
    },
  )

  test('stores the same for a known and an unknown address before the mail is sent', async () => {
    await givenMailServer()
    await givenAccount({ email: ADA })
    await forget(ADA)
    await forget('nobody@example.com')
    const rows = await otherProgram(
      "SELECT user_id, kind, locale, tries FROM mails WHERE kind = 'password-reset'",
    )
    expect(rows[0]).toEqual(rows[1])
    expect(await oneTimeRows()).toEqual([])
  })

  test('goes to the address of the account, not to one that only looks alike', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA })
    await forget('ADA@EXAMPLE.COM')
    await forget('аda@example.com')
    await mailAll(at(61))
    const to = smtp.received.flatMap((one) => one.to)
    expect(to).toEqual([ADA])
  })

  test('mails no link after the password has changed meanwhile', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    await forget(ADA, at(10))
    await otherProgram(`UPDATE passwords SET changed_at = ${inDatabase(at(20))}`)
    await mailAll(at(30))
    expect(smtp.received).toEqual([])
    expect(await oneTimeRows()).toEqual([])
    expect(userId).toMatch(/^usr_/)
  })

  test('has a new link after a long time without a mail server, and a life that begins then', async () => {
    const smtp = await givenMailServer()
    smtp.mood = 'later'
    await givenAccount({ email: ADA })
    await forget(ADA, at(10))
    await mailAll(at(11))
    const first = await oneTimeRows()
    smtp.mood = 'accept'
    await mailAll(at(45 * 60))
    const { token } = newestMail(smtp, ADA)
    expect(await oneTimeRows()).not.toEqual(first)
    const look = await checkPasswordLink(token, LAPTOP, at(74 * 60))
    expect(look).toMatchObject({ ok: true })
    expect(await checkPasswordLink(token, LAPTOP, at(76 * 60))).toMatchObject({ ok: false })
  })
})

describe('a mailed link', () => {
  const given = async () => {
    const smtp = await givenMailServer()
    const account = await givenAccount({ email: ADA })
    await forget()
    await mailAll(at(61))
    return { ...account, smtp, token: newestMail(smtp, ADA).token }
  }
  const works = async (token: string) => (await checkPasswordLink(token, LAPTOP, at(70))).ok

  test('is void after a newer one', async () => {
    const { token, smtp } = await given()
    await forget(ADA, at(62))
    await mailAll(at(63))
    expect(await works(token)).toBe(false)
    expect(await works(newestMail(smtp, ADA).token)).toBe(true)
  })

  test('is void once the user has logged out everywhere', async () => {
    const { token, userId } = await given()
    expect(await works(token)).toBe(true)
    await transaction({ locks: 'all' }, () => raiseUserVersion(userId, at(65)))
    expect(await works(token)).toBe(false)
  })
})

test('nobody floods the mailbox of another, from however many networks', async () => {
  await givenMailServer()
  const answers = []
  for (let i = 0; i < 30; i += 1) answers.push(await forget(ADA, at(i), `203.0.113.${i}`))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
  expect(answers.at(-1)).toMatchObject({ reason: 'too-many-tries' })
  const other = []
  for (let i = 0; i < 30; i += 1) other.push(await forget(`user-${i}@example.com`, at(i)))
  expect(other.filter(({ ok }) => ok)).toHaveLength(20)
})

test('an address that mail cannot reach is refused', async () => {
  await givenMailServer()
  for (const email of ['', 'ada', 'ada@example.com, eve@example.com', 'a@b.c\r\nBcc: e@f.g']) {
    expect(await forget(email)).toEqual({ ok: false, reason: 'bad-address' })
  }
})

async function enters(password: string): Promise<boolean> {
  const attempt = { email: ADA, password, persistent: false, from: LAPTOP, replaces: NO_TOKENS }
  return (await logIn(attempt, at(100))).ok
}

function inDatabase(time: Date): string {
  const isFile = process.env.DATABASE_URL?.startsWith('file:')
  return isFile ? String(time.getTime()) : `'${time.toISOString()}'`
}

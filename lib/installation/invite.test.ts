import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { givenPassword, givenRole, givenUser } from '@/tests/support/people'
import { inviteFirstAdministrator } from './invite'

useFreshDatabase()

describe('inviteFirstAdministrator', () => {
  it('prints a link on a database without users', async () => {
    const printed = catchPrinted()
    await inviteFirstAdministrator()
    expect(printed.join('')).toMatch(
      /^Make the first administrator: http:\/\/localhost:3000\/setup\?token=[\w-]{43}\n$/,
    )
  })

  it('prints the command that makes a user an administrator where there are only users', async () => {
    await givenPassword(await givenUser())
    const printed = catchPrinted()
    await inviteFirstAdministrator()
    expect(printed.join('')).toContain('npm run gatehouse -- users grant <email> administrator\n')
  })

  it('prints nothing where there is an administrator', async () => {
    const userId = await givenUser()
    await givenPassword(userId)
    await givenRole(userId, 'administrator')
    const printed = catchPrinted()
    await inviteFirstAdministrator()
    expect(printed).toEqual([])
  })
})

/** A list that grows by each text that is written to the terminal during this test. */
function catchPrinted(): readonly string[] {
  const printed: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  onTestFinished(() => spy.mockRestore())
  return printed
}

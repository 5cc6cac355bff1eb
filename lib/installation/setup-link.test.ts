import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { givenPassword, givenRole, givenUser } from '@/tests/support/people'
import { printSetupLink } from './setup-link'

useFreshDatabase()

describe('printSetupLink', () => {
  test('prints a link when the database has no users', async () => {
    const printed = catchPrinted()
    await printSetupLink()
    expect(printed.join('')).toMatch(
      /^Make the first administrator: http:\/\/localhost:3000\/setup\?token=[\w-]{43}\n$/,
    )
  })

  test('prints the command that makes a user an administrator when there are only other users', async () => {
    await givenPassword(await givenUser())
    const printed = catchPrinted()
    await printSetupLink()
    expect(printed.join('')).toContain('npm run gatehouse -- users grant <email> administrator\n')
  })

  test('prints nothing when there is an administrator', async () => {
    const userId = await givenUser()
    await givenPassword(userId)
    await givenRole(userId, 'administrator')
    const printed = catchPrinted()
    await printSetupLink()
    expect(printed).toEqual([])
  })
})

/** All texts that are written to the terminal during this test. */
function catchPrinted(): readonly string[] {
  const printed: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  onTestFinished(() => spy.mockRestore())
  return printed
}

import { describe, expect, test } from 'vitest'
import { noteFor, noteOfOldPage, OLD_PAGE, readNote, readTold, writeTold } from './told'

const BROWSER = new Headers({ accept: 'text/html,application/xhtml+xml' })
const SCRIPT = new Headers({ accept: 'text/x-component' })
const PAGE = '/admin/users/usr_1'

describe('a note', () => {
  test('is told on the page that the act led to, and is spent by it', () => {
    const note = noteFor(`${PAGE}?show=all`, 'refused', 'last-administrator', BROWSER)
    const { told, isSpent } = readNote(note, PAGE, BROWSER)
    expect(told).toMatchObject({ kind: 'refused', code: 'last-administrator' })
    expect(isSpent).toBe(true)
  })

  test('of a form that the browser sent waits for its page, whatever other tabs ask for', () => {
    const note = noteFor(PAGE, 'done', 'disabled', BROWSER)
    const untouched = { told: null, isSpent: false }
    expect(readNote(note, '/admin/users', BROWSER)).toEqual(untouched)
    expect(readNote(note, PAGE, SCRIPT)).toEqual(untouched)
  })

  test('of a form that a script sent is told to the script, and not again when the browser asks', () => {
    const note = noteFor(PAGE, 'done', 'disabled', SCRIPT)
    expect(readNote(note, PAGE, SCRIPT).told).toMatchObject({ code: 'disabled' })
    expect(readNote(note, PAGE, BROWSER)).toEqual({ told: null, isSpent: true })
    expect(readNote(note, '/dashboard', BROWSER)).toEqual({ told: null, isSpent: true })
  })

  test('is another one each time, so that Back is known from a second act', () => {
    const ids = [1, 2].map(
      () => readNote(noteFor(PAGE, 'done', 'enabled', BROWSER), PAGE, BROWSER).told?.id,
    )
    expect(new Set(ids).size).toBe(2)
  })

  test('travels to the page as it is', () => {
    const { told } = readNote(noteFor(PAGE, 'done', 'enabled', BROWSER), PAGE, BROWSER)
    expect(told && readTold(writeTold(told))).toEqual(told)
  })

  test('of a form from before an update brings back what was typed, sent by a script or by the browser', () => {
    const typed = { email: 'zoë@example.com', name: 'Zoë.browser./' }
    const { told } = readNote(noteOfOldPage(`${PAGE}?x`, typed), PAGE, BROWSER)
    expect(told).toMatchObject({ kind: 'refused', code: OLD_PAGE, typed })
    expect(told && readTold(writeTold(told))).toEqual(told)
  })

  test.each(['e', 'bnVsbA', 'WzFd', 'eyJlbWFpbCI6NX0'])('holds texts or nothing: %s', (typed) => {
    const { told } = readNote(`refused.old-page.12345678.${typed}.browser.${PAGE}`, PAGE, BROWSER)
    expect(told?.typed).toEqual({})
  })

  test.each([
    '',
    'done',
    `done.You won a prize!.12345678..browser.${PAGE}`,
    `maybe.disabled.12345678..browser.${PAGE}`,
    'done.disabled.12345678..browser.https://evil.example',
    `done.disabled.12345678..browser./${'x'.repeat(600)}`,
  ])('of somebody else’s making is left alone: %s', (value) => {
    expect(readNote(value, PAGE, BROWSER)).toEqual({ told: null, isSpent: false })
  })
})

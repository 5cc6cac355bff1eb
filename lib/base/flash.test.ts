import { describe, expect, test } from 'vitest'
import {
  flashValue,
  oldPageFlashValue,
  OLD_PAGE,
  readNote,
  decodeFlash,
  encodeFlash,
} from './flash'

const BROWSER = new Headers({ accept: 'text/html,application/xhtml+xml' })
const SCRIPT = new Headers({ accept: 'text/x-component' })
const PAGE = '/admin/users/usr_1'

describe('a flash', () => {
  test('is shown once, on the page that the act leads to', () => {
    const note = flashValue(`${PAGE}?show=all`, 'refused', 'last-administrator', BROWSER)
    const { flash, isSpent } = readNote(note, PAGE, BROWSER)
    expect(flash).toMatchObject({ kind: 'refused', code: 'last-administrator' })
    expect(isSpent).toBe(true)
  })

  test('of a form that the browser sent waits for its page, whatever other tabs request', () => {
    const note = flashValue(PAGE, 'done', 'disabled', BROWSER)
    const untouched = { flash: null, isSpent: false }
    expect(readNote(note, '/admin/users', BROWSER)).toEqual(untouched)
    expect(readNote(note, PAGE, SCRIPT)).toEqual(untouched)
  })

  test('of a form that a script sent is shown to the script, and not again to the browser', () => {
    const note = flashValue(PAGE, 'done', 'disabled', SCRIPT)
    expect(readNote(note, PAGE, SCRIPT).flash).toMatchObject({ code: 'disabled' })
    expect(readNote(note, PAGE, BROWSER)).toEqual({ flash: null, isSpent: true })
    expect(readNote(note, '/dashboard', BROWSER)).toEqual({ flash: null, isSpent: true })
  })

  test('has a new id each time, so that Back differs from a second act', () => {
    const ids = [1, 2].map(
      () => readNote(flashValue(PAGE, 'done', 'enabled', BROWSER), PAGE, BROWSER).flash?.id,
    )
    expect(new Set(ids).size).toBe(2)
  })

  test('reaches the page unchanged', () => {
    const { flash } = readNote(flashValue(PAGE, 'done', 'enabled', BROWSER), PAGE, BROWSER)
    expect(flash && decodeFlash(encodeFlash(flash))).toEqual(flash)
  })

  test('of a form from before an update brings back what was typed, however it was sent', () => {
    const typed = { email: 'zoë@example.com', name: 'Zoë.browser./' }
    const { flash } = readNote(oldPageFlashValue(`${PAGE}?x`, typed), PAGE, BROWSER)
    expect(flash).toMatchObject({ kind: 'refused', code: OLD_PAGE, typed })
    expect(flash && decodeFlash(encodeFlash(flash))).toEqual(flash)
  })

  test.each(['e', 'bnVsbA', 'WzFd', 'eyJlbWFpbCI6NX0'])('drops malformed values: %s', (typed) => {
    const { flash } = readNote(`refused.old-page.12345678.${typed}.browser.${PAGE}`, PAGE, BROWSER)
    expect(flash?.typed).toEqual({})
  })

  test.each([
    '',
    'done',
    `done.You won a prize!.12345678..browser.${PAGE}`,
    `maybe.disabled.12345678..browser.${PAGE}`,
    'done.disabled.12345678..browser.https://evil.example',
    `done.disabled.12345678..browser./${'x'.repeat(600)}`,
  ])('that we did not write is ignored: %s', (value) => {
    expect(readNote(value, PAGE, BROWSER)).toEqual({ flash: null, isSpent: false })
  })
})

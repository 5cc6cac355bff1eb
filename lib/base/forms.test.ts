import { describe, expect, test } from 'vitest'
import { textField } from './forms'

describe('textField', () => {
  test('is empty for a missing field', () => {
    expect(textField(new FormData(), 'email')).toBe('')
  })

  test('is empty for a file in place of text', () => {
    const form = new FormData()
    form.set('email', new File(['ada@example.com'], 'email.txt'))
    expect(textField(form, 'email')).toBe('')
  })

  test('takes the first of several values, unchanged', () => {
    const form = new FormData()
    form.append('password', '  Spaces matter \u0000')
    form.append('password', 'second')
    expect(textField(form, 'password')).toBe('  Spaces matter \u0000')
  })

  test('is empty for the names of inherited properties', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(textField(new FormData(), name)).toBe('')
    }
  })
})

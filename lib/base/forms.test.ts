import { describe, expect, it } from 'vitest'
import { textField } from './forms'

describe('textField', () => {
  it('is empty for a field that is missing', () => {
    expect(textField(new FormData(), 'email')).toBe('')
  })

  it('is empty for a file in place of a text', () => {
    const form = new FormData()
    form.set('email', new File(['ada@example.com'], 'email.txt'))
    expect(textField(form, 'email')).toBe('')
  })

  it('takes the first of several, as it was typed', () => {
    const form = new FormData()
    form.append('password', '  Spaces matter \u0000')
    form.append('password', 'second')
    expect(textField(form, 'password')).toBe('  Spaces matter \u0000')
  })

  it('knows nothing of fields that merely look inherited', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(textField(new FormData(), name)).toBe('')
    }
  })
})

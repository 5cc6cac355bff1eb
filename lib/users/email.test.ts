import { describe, expect, test } from 'vitest'
import { parseEmail } from './email'

const NO_DOMAINS = [
  'example.com/x',
  'example.com?x',
  'example.com#x',
  '%65xample.com',
  'exa\nmple.com',
  'exam\tple.com',
  '0x7f.1',
  '127.1',
  '127.0.0.1',
]

describe('parseEmail with a domain that only a browser would correct', () => {
  test.each(NO_DOMAINS)('refuses %j', (domain) => expect(parseEmail(`ada@${domain}`)).toBeNull())
})

describe('parseEmail', () => {
  test.each([
    '',
    ' ',
    '@',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada example.com',
    'ada@@example.com',
    'ada@lovelace@example.com',
    'ada lovelace@example.com',
    '"ada"@example.com',
    'ada(comment)@example.com',
    'Ada <ada@example.com>',
    'ada@example.com, bob@example.com',
    'ada;bob@example.com',
    'mailto:ada@example.com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@.example.com',
    'ada@example..com',
    'ada@example.com.',
    'ada@-example.com',
    'ada@example-.com',
    'ada@exa_mple.com',
    'ada@exa mple.com',
    'ada@example.com:25',
    'ada@[192.0.2.1]',
    'ada@[IPv6:2001:db8::1]',
    'ada@xn--a',
    'ada\u0000@example.com',
    'ada\n@example.com',
    '\ud800@example.com',
    'ada@\ud800.com',
    'ada\\@example.com',
  ])('refuses "%s"', (text) => expect(parseEmail(text)).toBeNull())

  test.each([
    ...['\u200bada@example.com', 'ada@example.com\u200b', ' \ufeff ada@example.com\u00a0\u200e '],
    ...['a\u00adda@exam\u200bple.com', '\u202aada@example.com\u202c', 'ada\u2060@example.com'],
    ...['ada@example.\u2066com\u2069', 'ada\u200d@\u200cexample.com', 'ada@ex\u{e0061}ample.com'],
  ])('drops invisible characters: %j', (text) => {
    expect(parseEmail(text)).toEqual({ address: 'ada@example.com', key: 'ada@example.com' })
  })

  test('refuses 65 bytes before the @ and accepts 64, however many characters they are', () => {
    for (const [letter, bytes] of Object.entries({ a: 1, é: 2, 本: 3, '🔑': 4 })) {
      const most = letter.repeat(Math.floor(64 / bytes)).padEnd(64 % bytes ? 22 : 0, 'a')
      expect(Buffer.byteLength(most)).toBe(64)
      expect(parseEmail(`${most}@example.com`)).not.toBeNull()
      expect(parseEmail(`${most}a@example.com`)).toBeNull()
    }
  })

  test('refuses 255 characters in total and accepts 254', () => {
    const label = `${'b'.repeat(60)}.`
    const domain = `${label.repeat(3)}${'c'.repeat(254 - 65 - 183 - 3)}.de`
    const address = `${'a'.repeat(64)}@${domain}`
    expect(address).toHaveLength(254)
    expect(parseEmail(address)?.address).toBe(address)
    expect(parseEmail(address.replace('.de', '.com'))).toBeNull()
    expect(parseEmail(`${'a'.repeat(1_000_000)}@example.com`)).toBeNull()
  })

  test('refuses a label of 64 characters and accepts 63', () => {
    expect(parseEmail(`ada@${'a'.repeat(64)}.com`)).toBeNull()
    expect(parseEmail(`ada@${'a'.repeat(63)}.com`)).not.toBeNull()
  })

  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['  ada@example.com\r\n', 'ada@example.com'],
    ['Ada@Example.COM', 'ada@example.com'],
    ['ada+news@example.com', 'ada+news@example.com'],
    ["o'brien!#$%&*/=?^_`{|}~-@example.com", "o'brien!#$%&*/=?^_`{|}~-@example.com"],
    ['ada@localhost', 'ada@localhost'],
    ['ada@mail.example.co.uk', 'ada@mail.example.co.uk'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ÄDA@example.com', 'äda@example.com'],
    ['a\u0308da@example.com', 'äda@example.com'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
  ])('gives "%s" the key %s', (text, key) => {
    expect(parseEmail(text)).toEqual({ address: text.trim().normalize('NFC'), key })
  })

  test('gives a key the same key again', () => {
    for (const text of [
      'Ada@Example.com',
      'ÄDA@BÜCHER.example',
      'İ@example.com',
      'ﬁ@example.com',
    ]) {
      const key = parseEmail(text)?.key ?? ''
      expect(parseEmail(key)?.key).toBe(key)
    }
  })

  test('keeps different mailboxes apart', () => {
    const texts = ['ada@example.com', 'a.da@example.com', 'ada+1@example.com', 'ada@example.org']
    const keys = [...texts, 'аda@example.com', 'ada@sub.example.com'].map((t) => parseEmail(t)?.key)
    expect(new Set(keys).size).toBe(6)
  })
})

import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'
import { restartWith, useSettings } from '@/tests/support/database'
import { NOW } from '@/tests/support/people'
import { asHtml, asText } from './compose'
import { MAIL_KINDS, type MailKind, type MailValues } from './kinds'
import { letterOf } from './letter'

const ORIGIN = 'https://app.harbour.example'
const ACCENT = '#7a1f3d'

useSettings({
  ...{ APP_ORIGIN: ORIGIN, APP_NAME: 'Harbour', ACCENT_COLOR: ACCENT },
  SUPPORT_EMAIL: 'help@harbour.example',
})

/** All that a mail may tell of. */
const VALUES: MailValues = {
  ...{ at: NOW.toISOString(), browser: 'Chrome', system: 'macOS', network: '192.0.2.1' },
  ...{ roles: 'administrator', newEmail: 'new@example.com', left: '3' },
}
const link = { url: `${ORIGIN}/x?token=secret`, life: 1800 }

// Safe because the object has exactly the keys of its type.
const KINDS = Object.keys(MAIL_KINDS) as MailKind[]
const EVERY_MAIL = LOCALES.flatMap((locale) => KINDS.map((kind) => [kind, locale] as const))

describe.each(EVERY_MAIL)('the mail %s in %s', (kind, locale) => {
  const written = (values = VALUES) => {
    const letter = letterOf({ kind, locale, to: 'ada@example.com', values, link })
    return { letter, text: asText(letter), html: asHtml(letter) }
  }

  test('has text and HTML that say the same, and no place is left empty', () => {
    const { letter, text, html } = written()
    const all = textOf(html)
    expect(letter.subject).not.toBe('')
    for (const said of [letter.title, letter.text, letter.button?.url ?? '', ...letter.footer]) {
      expect(text).toContain(said)
      expect(all).toContain(said.replace(/\s+/g, ' '))
    }
    for (const place of [letter.subject, text, all]) {
      expect(place).not.toMatch(/\{\w+\}|undefined|null|\[object/)
    }
  })

  test('loads nothing, and leads nowhere but to the product and its support', () => {
    const { html } = written()
    const { tags, attributes } = markupOf(html)
    const plain = ['html', 'head', 'meta', 'title', 'style', 'body', 'table', 'tr', 'td']
    const inside = ['div', 'p', 'h1', 'a', 'br', 'bdi', 'span']
    expect(tags.filter((tag) => ![...plain, ...inside].includes(tag))).toEqual([])
    const leading = attributes.filter(([name]) => !HARMLESS.has(name))
    expect(leading.filter(([name]) => name !== 'href')).toEqual([])
    for (const [, href] of leading) expect(new URL(href).origin).toBe(ORIGIN)
    expect(html).not.toMatch(/url\(|@import|@font-face/i)
  })

  test('shows a device as it is named, and never as markup', () => {
    const planted = `<img src=x onerror=alert(1)>"'&`
    const { html } = written({ ...VALUES, browser: planted, system: planted, roles: planted })
    expect(markupOf(html).tags).not.toContain('img')
    if (html.includes('onerror')) expect(textOf(html)).toContain(planted)
  })

  test('has the name, the colour and the support of the product', () => {
    const { letter, text, html } = written()
    expect(letter.sender.name).toBe('Harbour')
    expect(html).toContain(ACCENT)
    expect(text).toContain('help@harbour.example')
    expect(text + letter.subject).not.toContain('Gatehouse')
  })
})

test.each(['test', 'change-address', 'address-changed', 'account-deleted'] as const)(
  'the mail %s, to an address that is not that of an account, does not say that it is',
  (kind) => {
    for (const locale of LOCALES) {
      const letter = letterOf({ kind, locale, to: 'ada@example.com', values: VALUES, link })
      const why = wordsIn(locale).mails.why.replace('{email}', 'ada@example.com')
      expect(letter.footer).not.toContain(why.replace('{app}', 'Harbour'))
      expect(letter.footer[0]).toContain('ada@example.com')
    }
  },
)

test('a mail without an accent colour has our own', async () => {
  await restartWith({ ACCENT_COLOR: '' })
  const of = { kind: 'let-in', locale: 'en', to: 'ada@example.com', values: {}, link } as const
  const html = asHtml(letterOf(of))
  expect(html).not.toContain(ACCENT)
  const [, button = ''] = /class="button" style="([^"]*)"/.exec(html) ?? []
  expect(button).toMatch(/(^|;)background:#[0-9a-f]{6}(;|$)/)
})

test('each part carries its look itself, because mail programs drop style sheets', () => {
  const of = { kind: 'new-log-in', locale: 'en', to: 'ada@example.com', values: VALUES } as const
  const html = asHtml(letterOf({ ...of, link }))
  const sheets = html.match(/<style>[^]*?<\/style>/g) ?? []
  expect(sheets).toHaveLength(1)
  expect(sheets[0]).toMatch(/^<style>@media \(prefers-color-scheme:dark\)\{/)
  const bare = markupOf(html).attributes.filter(([name]) => name === 'class' || name === 'style')
  expect(bare.length).toBeGreaterThan(30)
  expect(bare.filter(([, value]) => value === '')).toEqual([])
  expect(bare.filter(([name]) => name === 'class')).toHaveLength(bare.length / 2)
})

test('a mail without a link has a button to the overview, or to what it is about', () => {
  const opens = (kind: MailKind) =>
    letterOf({ kind, locale: 'en', to: 'ada@example.com', values: VALUES, link: null }).button?.url
  expect(opens('roles-changed')).toBe(`${ORIGIN}/dashboard`)
  expect(opens('factor-demanded')).toBe(`${ORIGIN}/dashboard/security`)
  expect(opens('account-exists')).toBe(`${ORIGIN}/login`)
})

/** Attributes that load nothing. */
const HARMLESS = new Set([
  ...['lang', 'charset', 'name', 'content', 'class', 'role', 'width', 'align', 'valign', 'style'],
  ...['cellpadding', 'cellspacing', 'border', 'dir', 'bgcolor'],
])

/** Our HTML is also XML, so that a strict parser reads it. */
function markupOf(html: string) {
  const tags: string[] = []
  const attributes: [name: string, value: string][] = []
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    tags.push(tag.name)
    attributes.push(...Object.entries(tag.attributes))
  })
  parser.on('text', (text) => texts.push(text))
  // XML writes it in capitals.
  parser.write(html.replace('<!doctype html>', '')).close()
  return { tags, attributes, texts }
}

function textOf(html: string): string {
  return markupOf(html).texts.join('').replace(/\s+/g, ' ')
}

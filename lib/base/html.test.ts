import { expect, test } from 'vitest'
import { html } from './html'

test('every value of a template is escaped, in text and in attributes', () => {
  const made = html`<p title="${`"><script>'&`}">${'<b>'}</p>`
  expect(made.html).toBe('<p title="&#34;&#62;&#60;script&#62;&#39;&#38;">&#60;b&#62;</p>')
})

test('templates within templates stay as they are, and nothing is written for no value', () => {
  const items = ['a', '<'].map((item) => html`(${item})`)
  expect(html`[${items}]${null}${false}${undefined}${0}`.html).toBe('[(a)(&#60;)]0')
})

/** The lint rules that keep words in the catalogues and colours in one file. */
import { ESLint } from 'eslint'
import { expect, test, vi } from 'vitest'
import { sourcesIn } from '../support/sources'

vi.setConfig({ testTimeout: 60_000 })

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId.startsWith('words/'),
})

async function faults(text: string, filePath = 'app/dashboard/new/page.tsx'): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath })
  return result?.messages.map(({ ruleId }) => ruleId ?? 'not parsed') ?? ['not linted']
}

test.each([
  ['text of an element', 'export const x = <p>Orders</p>'],
  ['text beside a value', 'export const x = <p>{n} orders</p>'],
  ['a small word', 'export const x = <b>or</b>'],
  ['text in braces', "export const x = <p>{'Orders'}</p>"],
  ['a label', 'export const x = <Field label="email" />'],
  ['a label in braces', "export const x = <Field label={'email'} />"],
  ['a name for screen readers', 'export const x = <b aria-label={`close ${n}`} />'],
  ['a message of an action', "export const x = { message: 'Choose a password.' }"],
  ['one word in an object', "export const x = { label: 'Orders' }"],
  ['a text with a value', 'export const x = `Hello, ${n}`'],
  ['a text in German', "export const x = 'Übersicht'"],
])('lint reports %s outside the catalogues', async (_name, text) => {
  expect(await faults(text)).toEqual(['words/no-literal-words'])
})

test.each([
  'export const x = <p className="mt-2 text-soft">{words.title}</p>',
  'export const x = <p>{n} · {m}</p>',
  "throw new Error('Something is missing')",
  "log.warn('Something is missing', { err })",
  "import x from 'Some'",
  "export const x = event.key === 'Escape'",
  "export const x = new Headers({ 'Content-Type': 'text/html' })",
])('lint accepts %s', async (text) => {
  expect(await faults(text)).toEqual([])
})

test.each([
  ['app/new.tsx', 'export const x = <i className="bg-[#0d3f38]" />'],
  ['app/new.tsx', "export const x = '#fff'"],
  ['lib/mail/new.ts', 'export const x = `color: #1a2421cc`'],
])('lint reports a colour in %s: %s', async (path, text) => {
  expect(await faults(text, path)).toEqual(['words/no-colour'])
})

test.each([
  "export const x = '#content'",
  "export const x = '/docs/api#fade'",
  "export const x = '#1'",
])('lint takes no address for a colour: %s', async (text) => {
  expect(await faults(text)).toEqual([])
})

test('no style sheet or picture of the pages names a colour', () => {
  const named = sourcesIn('app', /\.(css|svg)$/).filter(({ text }) =>
    /#[\da-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(/i.test(text),
  )
  expect(named.map(({ path }) => path)).toEqual([])
})

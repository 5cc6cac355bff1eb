import { ESLint } from 'eslint'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 60_000 })

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax',
})

async function faults(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: 'app/dashboard/new/form.tsx' })
  return result?.messages.map(({ message }) => message) ?? ['not linted']
}

test.each([
  ['a plain React form', 'export const x = <form action={payAction}><button /></form>\n', /Form/],
  ['a form with a bound action', 'export const x = <form action={pay.bind(null, 1)} />\n', /Form/],
  ['the state hook of a plain form', "import { useActionState } from 'react'\n", /useForm/],
  ['the status hook of a plain form', "import { useFormStatus } from 'react-dom'\n", /useForm/],
  ['a Next.js link', "import Link from 'next/link'\n", /Link in app/],
])('lint reports %s, which loses input or shows no click', async (_name, text, said) => {
  expect([...new Set(await faults(text))]).toEqual([expect.stringMatching(said)])
})

test.each([
  'export const x = <form method="post" action={END}><button /></form>\n',
  'export const x = <form action={ADMIN_USERS} role="search" />\n',
  'export const x = <Form {...form}><SubmitButton /></Form>\n',
])('lint accepts %s', async (text) => {
  expect(await faults(text)).toEqual([])
})

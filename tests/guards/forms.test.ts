import { ESLint } from 'eslint'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 60_000 })

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax',
  // What is planted stands in no project of TypeScript.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
})

async function faults(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: 'app/dashboard/new/form.tsx' })
  return result?.messages.map(({ message }) => message) ?? ['not linted']
}

test.each([
  [
    'a form of React’s own',
    'export const x = <form action={payAction}><button /></form>\n',
    /Form/,
  ],
  ['a form with a bound action', 'export const x = <form action={pay.bind(null, 1)} />\n', /Form/],
  ['its state', "import { useActionState } from 'react'\n", /useForm/],
  ['its standing', "import { useFormStatus } from 'react-dom'\n", /useForm/],
  ['a link of Next.js', "import Link from 'next/link'\n", /Link in app/],
])('lint names %s, which loses what was typed or shows no click', async (_name, text, said) => {
  expect([...new Set(await faults(text))]).toEqual([expect.stringMatching(said)])
})

test.each([
  'export const x = <form method="post" action={END}><button /></form>\n',
  'export const x = <form action={ADMIN_USERS} role="search" />\n',
  'export const x = <Form {...form}><SubmitButton /></Form>\n',
])('lint takes %s', async (text) => {
  expect(await faults(text)).toEqual([])
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test.each(['page.tsx', 'actions.ts', 'cancel-order.tsx'])(
  'README shows %s exactly as the tests run it',
  (file) => {
    const shown = readFileSync('README.md', 'utf8')
    const code = readFileSync(`examples/page/${file}`, 'utf8')
    expect(shown).toContain(`\n// app/dashboard/orders/${file}\n${code}\`\`\`\n`)
  },
)

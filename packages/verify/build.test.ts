import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const PACKAGE = 'packages/verify'
let folder: string

beforeAll(() => {
  // Inside node_modules, so that jose is found.
  folder = mkdtempSync('node_modules/.verify-')
  const tsc = 'node_modules/typescript-7/bin/tsc'
  execFileSync(process.execPath, [tsc, '-p', `${PACKAGE}/tsconfig.build.json`, '--outDir', folder])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the built package', () => {
  test('can be imported by plain Node.js', () => {
    const index = join(process.cwd(), folder, 'index.js')
    const script = `import(${JSON.stringify(index)}).then((all) => console.log(Object.keys(all).join()))`
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim()).toBe(
      'TokenRefused,VerifierUnavailable,answerTo,bearerToken,createVerifier,requirePermission',
    )
  })

  test('has types and no tests', () => {
    const files = readdirSync(folder)
    expect(files).toContain('index.d.ts')
    expect(files.filter((file) => file.includes('test'))).toEqual([])
  })
})

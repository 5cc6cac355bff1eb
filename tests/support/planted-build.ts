/** Builds the app without its middleware and with pages that a team adds. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, parse, resolve } from 'node:path'
import { promisify } from 'node:util'

const SOURCES = ['app', 'db', 'lib', 'postcss.config.mjs', 'tsconfig.json']

/**
 * Builds the project without its middleware and with `planted` files.
 *
 * The build is outside the project: inside, Next.js would find the middleware in a parent folder.
 *
 * @returns its folder
 */
export async function buildWithoutMiddleware(planted: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-variant-'))
  for (const source of SOURCES) cpSync(source, join(folder, source), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir')
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  writeFileSync(join(folder, 'next.config.js'), configWithRoot(parse(folder).root))
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const next = resolve('node_modules/next/dist/bin/next')
  await promisify(execFile)(process.execPath, [next, 'build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (existsSync(join(folder, '.next/server/edge'))) throw new Error('The middleware is there')
  // The project's own server fits: it contains no pages.
  cpSync('dist', join(folder, 'dist'), { recursive: true })
  return folder
}

/** The project's Next.js settings, for packages outside the folder. */
function configWithRoot(root: string): string {
  return `import config from ${JSON.stringify(resolve('next.config.js'))}
export default { ...config, turbopack: { root: ${JSON.stringify(root)} } }
`
}

/** The public paths of lib/base/routes.ts, for lint rules in plain JavaScript. */
import { buildSync } from 'esbuild'
import { fileURLToPath } from 'node:url'

const { outputFiles } = buildSync({
  entryPoints: [fileURLToPath(new URL('../lib/base/routes.ts', import.meta.url))],
  bundle: true,
  format: 'esm',
  write: false,
})
const code = outputFiles.map(({ text }) => text).join('')

/** @type {{ isPublicPath: (pathname: string) => boolean }} */
export const { isPublicPath } = await import(`data:text/javascript,${encodeURIComponent(code)}`)

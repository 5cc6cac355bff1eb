/** Lays out the files of the container image as the Dockerfile says, without a container engine. */
import { execFileSync } from 'node:child_process'
import {
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** A user with the rights of `node` in the image: may write only where the Dockerfile allows it. */
export const NOBODY = 65534

/** A folder with exactly the files of `/app` in the last stage of the Dockerfile. */
export function layOutImage(): string {
  const stages = readFileSync('Dockerfile', 'utf8')
    .replaceAll('\\\n', '')
    .split(/^FROM .*$/m)
  const [build = '', run = ''] = stages.slice(-2)
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-image-'))
  const built = join(folder, 'build')
  const image = join(folder, 'app')
  for (const path of [...sources(), ...packages(), '.next', 'dist']) link(path, join(built, path))
  for (const [, command = ''] of build.matchAll(/^RUN ((?:find|rm) .*)$/gm))
    runCommand(command, built)

  for (const [, froms = '', to = ''] of run.matchAll(/^COPY --from=build (.*) (\S+)$/gm)) {
    for (const from of froms.split(' ')) {
      const name = to.endsWith('/') ? join(to, basename(from)) : to
      mkdirSync(join(image, name, '..'), { recursive: true })
      renameSync(join(built, from.replace(/^\/app\//, '')), join(image, name))
    }
  }
  rmSync(built, { recursive: true })
  const [, made = ''] = /^RUN mkdir -p (.*) && chown node:node \1$/m.exec(run) ?? []
  for (const path of made.split(' ')) {
    mkdirSync(join(image, path), { recursive: true })
    if (process.getuid?.() === 0) chownSync(join(image, path), NOBODY, NOBODY)
  }
  execFileSync('chmod', ['755', folder])
  return image
}

/** The files that `.dockerignore` lets in. */
function sources(): string[] {
  return readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
}

/** The packages that `npm ci --omit=dev` installs. */
function packages(): string[] {
  const { packages: all } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const kept = Object.keys(all).filter((path) => path && !all[path]?.dev && existsSync(path))
  const outer = kept.filter((path) => path.lastIndexOf('node_modules/') === 0)
  return [...outer, 'node_modules/.gatehouse-install.json']
}

function runCommand(command: string, cwd: string): void {
  execFileSync('sh', ['-c', command], { cwd })
}

/** Uses hard links where the file system has them: copies would take half a gigabyte. */
function link(from: string, to: string): void {
  if (statSync(from).isDirectory()) {
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) if (!isTest(name)) link(join(from, name), join(to, name))
    return
  }
  mkdirSync(join(to, '..'), { recursive: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

/** The same rule as in `.dockerignore`. */
function isTest(name: string): boolean {
  return /\.test\.ts$/.test(name)
}

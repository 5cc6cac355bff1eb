/**
 * Serves the files of the build from memory, each compressed once. Next.js compresses them for every
 * visitor anew, so that the files of a first visit would take longer than several pages.
 */
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import { BUILD_FILES } from '@/lib/base/routes'
import { pathOf } from './target'

/** Next.js serves files of other kinds. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}
/** A year, in seconds: names change with what the files contain. */
const LIFETIME = 31_536_000

const compress = promisify(gzip)

/** Relative to the folder that the server runs in. */
const FOLDER = '.next/static'

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/**
 * Answers requests for files of the build, and leaves all others to `next`.
 *
 * @param folder its names are read at once, and each file when it is first asked for.
 */
export function buildFilesBefore(next: Handler, folder = FOLDER): Handler {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const names = new Set(found.map((name) => name.split(sep).join('/')))
  const bodies = new Map<string, Promise<Buffer>>()

  const bodyOf = (name: string, coding: string | undefined): Promise<Buffer> => {
    const key = `${coding} ${name}`
    const kept = bodies.get(key)
    if (kept) return kept
    const file = readFile(join(folder, name))
    const body = coding === 'gzip' ? file.then((bytes) => compress(bytes)) : file
    bodies.set(key, body)
    body.catch(() => bodies.delete(key))
    return body
  }

  return async (req, res) => {
    const path = pathOf(req)
    const name = path.startsWith(BUILD_FILES) ? path.slice(BUILD_FILES.length) : ''
    const type = TYPES[extname(name)]
    const isGet = req.method === 'GET' || req.method === 'HEAD'
    if (!isGet || !type || !names.has(name)) return next(req, res)
    const isText = type.includes('charset')
    const coding = isText ? new Negotiator(req).encoding(['gzip', 'identity']) : undefined
    const body = await bodyOf(name, coding)
    res.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'cache-control': `public, max-age=${LIFETIME}, immutable`,
      ...(isText && { vary: 'Accept-Encoding' }),
      ...(coding === 'gzip' && { 'content-encoding': coding }),
    })
    // Node.js sends no body after HEAD.
    res.end(body)
  }
}

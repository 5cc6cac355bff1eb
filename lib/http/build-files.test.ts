import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask } from '@/tests/support/http'
import { buildFilesBefore } from './build-files'

const SCRIPT = 'let a = 1\n'.repeat(500)

let folder: string
let origin: string
let stop: () => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
  mkdirSync(join(folder, 'static/chunks'), { recursive: true })
  write('static/chunks/a.js', SCRIPT)
  write('static/a.css', 'a { color: red }')
  write('static/font.woff2', 'font')
  write('static/other.map', '{}')
  write('secret.js', 'secret')
  const others = async (_: unknown, res: ServerResponse) => void res.writeHead(404).end()
  const serve = buildFilesBefore(others, join(folder, 'static'))
  const server = createServer((req, res) => {
    serve(req, res).catch(() => res.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
  stop = () => server.close()
})

afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

async function got(path: string, encoding = 'identity', method = 'GET') {
  const headers = { 'accept-encoding': encoding }
  const answer = await fetch(origin + path, { method, headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

test('a script is compressed for clients that can read it, and never for others', async () => {
  for (const encoding of ['gzip', 'br, gzip', '*', 'gzip;q=0.5']) {
    const { headers, text } = await got('/_next/static/chunks/a.js', encoding)
    expect(headers.get('content-encoding'), encoding).toBe('gzip')
    expect(Number(headers.get('content-length'))).toBeLessThan(200)
    expect(text).toBe(SCRIPT)
  }
  for (const encoding of ['identity', 'br', 'gzip;q=0', '']) {
    const { headers, text } = await got('/_next/static/chunks/a.js', encoding)
    expect(headers.get('content-encoding'), encoding).toBeNull()
    expect(Number(headers.get('content-length'))).toBe(SCRIPT.length)
    expect(text).toBe(SCRIPT)
  }
})

test.each([
  ['/_next/static/chunks/a.js', 'text/javascript; charset=utf-8', 'Accept-Encoding'],
  ['/_next/static/a.css?dpl=1', 'text/css; charset=utf-8', 'Accept-Encoding'],
  ['/_next/static/font.woff2', 'font/woff2', null],
])('%s has its type, and caches keep it', async (path, type, vary) => {
  const { status, headers } = await got(path, 'gzip')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(headers.get('vary')).toBe(vary)
})

test('HEAD is answered as GET, without the body', async () => {
  const { status, headers, text } = await got('/_next/static/font.woff2', 'gzip', 'HEAD')
  expect([status, headers.get('content-length'), text]).toEqual([200, '4', ''])
})

test.each([
  ['GET', '/_next/static/chunks/none.js'],
  ['GET', '/_next/static/chunks'],
  ['GET', '/_next/static/'],
  ['GET', '/_next/static/other.map'],
  ['GET', '/_next/static/%2e%2e/secret.js'],
  ['GET', '/_next/static/../secret.js'],
  ['GET', '/_next/static/chunks/../../secret.js'],
  ['GET', '/_next/static/..%2fsecret.js'],
  ['GET', '/chunks/a.js'],
  ['POST', '/_next/static/chunks/a.js'],
  ['OPTIONS', '/_next/static/chunks/a.js'],
])('%s %s is left to others', async (method, path) => {
  expect((await ask(origin + path, { method })).status).toBe(404)
})

test('a file is read once, and again only if that failed', async () => {
  rmSync(join(folder, 'static/a.css'))
  expect((await got('/_next/static/a.css')).status).toBe(500)
  write('static/a.css', 'a { color: blue }')
  expect((await got('/_next/static/a.css')).text).toBe('a { color: blue }')
  rmSync(join(folder, 'static/a.css'))
  expect((await got('/_next/static/a.css')).text).toBe('a { color: blue }')
})

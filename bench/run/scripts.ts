/** How much JavaScript the first visit of a page loads. */
import { gzipSync } from 'node:zlib'
import { clientOf, expectAnswer } from './client'
import type { Running } from './rounds'

export interface Scripts {
  app: string
  page: string
  files: number
  /** Bytes of all scripts together, each compressed alone. */
  gzipBytes: number
}

export async function measureScripts({ name, server, visit }: Running): Promise<Scripts[]> {
  const client = clientOf(server.port)
  const measured: Scripts[] = []
  for (const { path, cookie } of visit.pages) {
    const { body } = expectAnswer(await client.send(path, { headers: { cookie } }), 200)
    const paths = [...scriptsOf(body)]
    let gzipBytes = 0
    for (const script of paths) {
      const answer = expectAnswer(await client.send(script), 200)
      // The bench compresses, since a reverse proxy may do it in production.
      gzipBytes += gzipSync(answer.body).length
    }
    measured.push({ app: name, page: path, files: paths.length, gzipBytes })
  }
  client.close()
  return measured
}

/** Scripts that a present browser loads: none of those for browsers without modules. */
function scriptsOf(html: string): Set<string> {
  const tags = [...html.matchAll(/<script\b[^>]*>|<link\b[^>]*\bas="script"[^>]*>/g)]
  return new Set(
    tags
      .map(([tag]) => tag)
      .filter((tag) => !/\bnoModule\b/i.test(tag))
      .flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []),
  )
}

/** Plain requests, with headers that `fetch` does not allow. */
import { request as send, type IncomingHttpHeaders } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  setCookies: string[]
  body: string
  /** Path and query of `Location`, resolved against the requested URL. */
  location: string | null
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export async function ask(
  url: string,
  { method = 'GET', headers = {}, body }: Ask = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url)
  // Takes the path as written: `new URL` would normalise what an attacker sends.
  const path = url.slice(url.indexOf('/', 'http://'.length))
  return new Promise((resolve, reject) => {
    const request = send({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { location } = response.headers
        const target = location === undefined ? null : new URL(location, url)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          setCookies: response.headers['set-cookie'] ?? [],
          body: Buffer.concat(chunks).toString(),
          location: target && target.pathname + target.search,
        })
      })
    })
    request.on('error', reject)
    if (body !== undefined) request.setHeader('content-length', Buffer.byteLength(body))
    request.end(body)
  })
}

/** The headers that a browser sends with a form from a page on `origin`. */
export function fromPageOn(origin: string): Record<string, string> {
  return { origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }
}

/** A form as a browser without JavaScript sends it, with the page's hidden fields. */
export function multipart(fields: Record<string, string>): Ask {
  const boundary = '----gatehouse-test'
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join('')}--${boundary}--\r\n`,
  }
}

/** The hidden fields of the first form on a page whose markup holds `marker`. */
export function hiddenFields(html: string, marker: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(marker)) ?? ''
  const [inside = ''] = form.split('</form>')
  const fields: Record<string, string> = {}
  for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    if (!name || !/\btype="hidden"/.test(tag)) continue
    fields[name] = unescape(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  return fields
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

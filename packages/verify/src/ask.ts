/** Sends requests to the issuer, and trusts the answer no more than it must. */

export interface Question {
  readonly url: string
  readonly accept: string
  /** The `ETag` of the cached answer. */
  readonly tag: string | null
}

export interface AskOptions {
  readonly fetch: typeof fetch
  readonly timeoutMs: number
}

export interface Answer {
  /** Null if the cached answer is still current. */
  readonly text: string | null
  readonly tag: string | null
  /** Its age on arrival, in seconds: a cache on the way may have stored it. */
  readonly ageSeconds: number
  /** How long the issuer lets it be cached, in seconds; null if it does not say. */
  readonly maxAgeSeconds: number | null
}

/** Four times an incompressible list of 2^20 entries, encoded twice in base64url. */
const MAX_BYTES = 1024 * 1024

/**
 * The issuer's own answer: redirects are refused, and caches on the way must revalidate.
 *
 * @throws what `fetch` throws, and an error for any status but 200 and 304
 */
export async function ask(
  { url, accept, tag }: Question,
  { fetch, timeoutMs }: AskOptions,
): Promise<Answer> {
  const response = await fetch(url, {
    headers: { Accept: accept, 'Cache-Control': 'no-cache', ...(tag && { 'If-None-Match': tag }) },
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const { status, headers, body } = response
  const isUnchanged = status === 304 && tag !== null
  if (status !== 200 && !isUnchanged) {
    await body?.cancel()
    throw new Error(`It was answered with ${status}`)
  }
  return {
    text: isUnchanged ? null : new TextDecoder().decode(await readAtMost(MAX_BYTES, body)),
    tag: headers.get('etag') ?? (isUnchanged ? tag : null),
    ageSeconds: secondsIn(headers.get('age')) ?? 0,
    maxAgeSeconds: secondsIn(/\bmax-age=(\d+)/i.exec(headers.get('cache-control') ?? '')?.[1]),
  }
}

/** Everything in `stream`. @throws if that is more than `maxBytes` */
export async function readAtMost(
  maxBytes: number,
  stream: ReadableStream<Uint8Array> | null,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || !value) return joined(chunks, length)
    length += value.length
    if (length > maxBytes) {
      await reader?.cancel()
      throw new Error('It is larger than anything of the issuer is')
    }
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}

function secondsIn(text: string | null | undefined): number | null {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}

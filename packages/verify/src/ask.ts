/** Asks the issuer for something, and believes no more of the answer than it must. */

export interface Question {
  readonly url: string
  readonly accept: string
  /** The `ETag` of what is held already. */
  readonly tag: string | null
}

export interface AskOptions {
  readonly fetch: typeof fetch
  readonly timeoutMs: number
}

export interface Answer {
  /** Null when what is held already is still the answer. */
  readonly text: string | null
  readonly tag: string | null
  /** How old it was when it came, in seconds: a cache on the way may have kept it. */
  readonly ageSeconds: number
  /** How long the issuer lets it be kept, in seconds; null where it does not say. */
  readonly maxAgeSeconds: number | null
}

/** A list of 2^20 places that compresses not at all is a quarter of this, in base64url twice. */
const MAX_BYTES = 1024 * 1024

/**
 * The answer of the issuer itself: redirects lead nowhere, and a cache on the way is asked to look
 * again.
 *
 * @throws whatever `fetch` throws, and an error for any status but 200 and 304
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

/** Everything in `stream`. @throws when that is more than `maxBytes` */
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

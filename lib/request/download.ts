/** Answers with a file. */
import 'server-only'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
} as const

interface Named {
  name: string
  extension: keyof typeof TYPES
  /** False for a file that is always called the same. */
  isDated?: boolean
}

/** A file of these pieces, which are read as fast as the client does. Its name has the date. */
export function download(
  pieces: AsyncIterable<string>,
  { name, extension, isDated = true }: Named,
): Response {
  const day = isDated ? `-${new Date().toISOString().slice(0, 10)}` : ''
  return new Response(bytesOf(pieces), {
    headers: {
      'Content-Type': TYPES[extension],
      'Content-Disposition': `attachment; filename="${name}${day}.${extension}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

function bytesOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

/** Request bodies: their maximum size, and those sent without a length. */
import { IncomingMessage } from 'node:http'

/** Maximum size of a request body; our forms and JSON are far smaller. */
export const MAX_BODY_BYTES = 64 * 1024

/**
 * The request with its body in one piece of known length. Counts a chunked body while it arrives,
 * because Next.js would silently truncate it.
 *
 * @returns `too-large` as soon as it is; null if the client disconnected
 */
export async function wholeRequest(
  req: IncomingMessage,
): Promise<IncomingMessage | 'too-large' | null> {
  if (req.headers['transfer-encoding'] === undefined) return req
  const body = await bodyOf(req)
  return Buffer.isBuffer(body) ? withLength(req, body) : body
}

function bodyOf(req: IncomingMessage): Promise<Buffer | 'too-large' | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const take = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= MAX_BODY_BYTES) return void chunks.push(chunk)
      req.off('data', take)
      resolve('too-large')
    }
    req.on('data', take)
    req.once('end', () => resolve(Buffer.concat(chunks)))
    req.once('close', () => resolve(null))
    req.once('error', () => resolve(null))
  })
}

/** The fields of a form, without files; none if the body is larger than any of ours. */
export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const body = await bodyOf(req)
  return new URLSearchParams(Buffer.isBuffer(body) ? body.toString() : '')
}

/** The same request, as if the client had sent its length. */
export function withLength(req: IncomingMessage, body: Buffer): IncomingMessage {
  const whole = new IncomingMessage(req.socket)
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor } = req
  Object.assign(whole, { method, url, httpVersion, httpVersionMajor, httpVersionMinor })
  whole.headers = { ...req.headers, 'content-length': String(body.length) }
  delete whole.headers['transfer-encoding']
  delete whole.headers.trailer
  whole.complete = true
  whole.push(body)
  whole.push(null)
  return whole
}

/** The bodies of requests: how much they may be, and those whose length was not said beforehand. */
import { IncomingMessage } from 'node:http'

/** The most a request may carry; forms and JSON of ours are far smaller. */
export const MAX_BODY_BYTES = 64 * 1024

/**
 * The request with its body as one piece of a known length. One that comes in chunks is counted
 * while it comes: Next.js would cut it in silence.
 *
 * @returns `too-large` as soon as it is; null where the sender went away
 */
export async function wholeRequest(
  req: IncomingMessage,
): Promise<IncomingMessage | 'too-large' | null> {
  if (req.headers['transfer-encoding'] === undefined) return req
  const body = await bodyOf(req)
  return Buffer.isBuffer(body) ? sentAtOnce(req, body) : body
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

/** The same request, as if it had said its length. */
function sentAtOnce(req: IncomingMessage, body: Buffer): IncomingMessage {
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

/** Puts a body of our own in the place of what was sent to a server action. */
import type { IncomingMessage } from 'node:http'
import { isApiPath, END } from '@/lib/base/routes'
import { callWithForm, type ActionCall } from './action-call'

/** True for what Next.js takes for a call of a server action. */
export function isActionCall({ method, url = '', headers }: IncomingMessage): boolean {
  const [path = ''] = url.split('?', 1)
  const isForm = /^multipart\/form-data/i.test(headers['content-type'] ?? '')
  const isHandler = isApiPath(path) || path === END
  return method === 'POST' && !isHandler && (headers['next-action'] !== undefined || isForm)
}

/** @returns null where the request calls no action with a form; its body is then unchanged */
export async function takeActionCall(
  req: IncomingMessage,
  mostBytes: number,
): Promise<ActionCall | null> {
  const call = await callIn(req, mostBytes)
  if (!call) return null
  const rewritten = new Response(call.body)
  const body = Buffer.from(await rewritten.arrayBuffer())
  if (body.length > mostBytes) return null
  // At once: a stream that is found empty ends.
  req.read()
  req.unshift(body)
  req.headers['content-type'] = rewritten.headers.get('content-type') ?? ''
  req.headers['content-length'] = String(body.length)
  return call
}

async function callIn(req: IncomingMessage, mostBytes: number): Promise<ActionCall | null> {
  const body = await bodyOf(req, mostBytes)
  if (!body) return null
  const { 'content-type': type = '', 'next-action': actionId } = req.headers
  try {
    const sent = await new Response(body, { headers: { 'content-type': type } }).formData()
    return callWithForm(sent, actionId === undefined ? null : String(actionId))
  } catch {
    return null
  }
}

/** The whole body, which stays in the stream; null where there is none, too much, or it breaks off. */
function bodyOf(req: IncomingMessage, mostBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const settle = (body: Buffer<ArrayBuffer> | null) => {
      req.off('readable', onReadable).off('end', onEnd).off('close', onEnd).off('error', onEnd)
      resolve(body)
    }
    const onEnd = () => settle(null)
    const onReadable = () => {
      for (let chunk = takeChunk(req); chunk; chunk = takeChunk(req)) {
        chunks.push(chunk)
        bytes += chunk.length
      }
      if (bytes > mostBytes) return settle(null)
      if (!req.complete || bytes === 0) return
      const body = Buffer.concat(chunks)
      req.unshift(body)
      settle(body)
    }
    req.on('readable', onReadable).on('end', onEnd).on('close', onEnd).on('error', onEnd)
  })
}

function takeChunk(req: IncomingMessage): Buffer | null {
  // Safe because nothing has set an encoding on the request, and without one it yields buffers.
  return req.read() as Buffer | null
}

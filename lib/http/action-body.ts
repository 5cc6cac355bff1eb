/** Replaces the body of a server action call with one of our own. */
import type { IncomingMessage } from 'node:http'
import { isApiPath, END } from '@/lib/base/routes'
import { callWithForm, type ActionCall } from './action-call'
import { pathOf } from './target'

/** True if Next.js treats the request as a server action call. */
export function isActionCall(req: IncomingMessage): boolean {
  const { method, headers } = req
  const path = pathOf(req)
  const isForm = /^multipart\/form-data/i.test(headers['content-type'] ?? '')
  const isHandler = isApiPath(path) || path === END
  return method === 'POST' && !isHandler && (headers['next-action'] !== undefined || isForm)
}

/** @returns null if the request does not call an action with a form; its body is then unchanged */
export async function takeActionCall(
  req: IncomingMessage,
  maxBytes: number,
): Promise<ActionCall | null> {
  const call = await callIn(req, maxBytes)
  if (!call) return null
  const rewritten = new Response(call.body)
  const body = Buffer.from(await rewritten.arrayBuffer())
  if (body.length > maxBytes) return null
  // With no pause in between: a stream that is found empty ends.
  req.read()
  req.unshift(body)
  req.headers['content-type'] = rewritten.headers.get('content-type') ?? ''
  req.headers['content-length'] = String(body.length)
  return call
}

async function callIn(req: IncomingMessage, maxBytes: number): Promise<ActionCall | null> {
  const body = await bodyOf(req, maxBytes)
  if (!body) return null
  const { 'content-type': type = '', 'next-action': actionId } = req.headers
  try {
    const sent = await new Response(body, { headers: { 'content-type': type } }).formData()
    return callWithForm(sent, actionId === undefined ? null : String(actionId))
  } catch {
    return null
  }
}

/** The whole body, which stays in the stream; null if it is missing, too large or cut off. */
function bodyOf(req: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer> | null> {
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
      if (bytes > maxBytes) return settle(null)
      if (!req.complete || bytes === 0) return
      const body = Buffer.concat(chunks)
      req.unshift(body)
      settle(body)
    }
    req.on('readable', onReadable).on('end', onEnd).on('close', onEnd).on('error', onEnd)
  })
}

function takeChunk(req: IncomingMessage): Buffer | null {
  // Safe: nothing sets an encoding on the request, and without one it yields buffers.
  return req.read() as Buffer | null
}

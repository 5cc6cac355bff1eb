/** Sends raw bytes, for requests that no client library would send. */
import { connect } from 'node:net'

export interface RawAnswer {
  status: number
  /** All answers on the connection. */
  text: string
}

/**
 * Sends `parts` one after the other and reads until the server closes the connection or has sent
 * `answers` answers. With `readsLast` the client reads only after it has sent everything.
 */
export function askRaw(
  port: number,
  parts: readonly (string | Buffer)[],
  { answers = 1, readsLast = false } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const done = () => {
      socket.destroy()
      resolve({ status: Number(finals(text)[0] ?? 0), text })
    }
    socket.setTimeout(20_000, () => reject(new Error(`No answer but ${JSON.stringify(text)}`)))
    const read = () =>
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1')
        if (finals(text).length >= answers && isWhole(text)) done()
      })
    if (!readsLast) read()
    socket.on('error', (error) => (finals(text).length > 0 ? done() : reject(error)))
    socket.on('close', done)
    void send()

    async function send(): Promise<void> {
      for (const part of parts) {
        if (socket.destroyed) return
        await new Promise<void>((sent) => socket.write(part, () => sent()))
        await new Promise((turn) => setTimeout(turn, 5))
      }
      if (readsLast) read()
    }
  })
}

/** The body of the last answer, as JSON. */
export function jsonOf({ text }: RawAnswer): unknown {
  const answer = text.slice(text.lastIndexOf('HTTP/1.1 '))
  return JSON.parse(/\{[^]*\}/.exec(answer)?.[0] ?? '')
}

/** The statuses of all answers but `100 Continue`. */
function finals(text: string): string[] {
  return [...text.matchAll(/^HTTP\/1\.1 ([2-5]\d\d) /gm)].map(([, status = '']) => status)
}

/** Whether the last answer is complete. */
function isWhole(text: string): boolean {
  const at = text.lastIndexOf('HTTP/1.1 ')
  const end = text.indexOf('\r\n\r\n', at)
  if (end < 0) return false
  const head = text.slice(at, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return text.endsWith('0\r\n\r\n')
  // An answer without a length ends with its connection.
  if (length === undefined) return /^HTTP\/1\.1 [23]04 /.test(head)
  return text.length - end - 4 >= Number(length)
}

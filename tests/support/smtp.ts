/** A real mail server on this machine, which can also refuse, hang and break off. */
import type { AddressInfo, Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { generate } from 'selfsigned'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What the server does with a mail. */
type Mood = 'accept' | 'refuse' | 'refuse-sender' | 'later' | 'hang' | 'cut' | 'cut-after'

export interface Received {
  readonly mail: Email
  readonly raw: string
  /** The envelope. */
  readonly from: string
  readonly to: readonly string[]
  readonly isSecure: boolean
  readonly user: string | undefined
}

export interface MailServer {
  readonly url: string
  readonly received: Received[]
  mood: Mood
  /** Connections that were opened. */
  connections: number
  /** Resolves when so many mails have arrived. */
  until(count: number): Promise<void>
  stop(): Promise<void>
}

export interface MailServerOptions {
  readonly tls?: 'none' | 'starttls' | 'whole'
  readonly login?: { user: string; password: string }
  readonly port?: number
}

export async function startMailServer({
  tls = 'none',
  login,
  port = 0,
}: MailServerOptions = {}): Promise<MailServer> {
  const received: Received[] = []
  const waiting: { count: number; tell: () => void }[] = []
  const state = { mood: 'accept' as Mood, connections: 0 }
  const sockets = new Set<Socket>()
  /** Ends every connection without an answer. */
  const breakOff = () => sockets.forEach((socket) => socket.destroy())
  const certificate = tls === 'none' ? {} : await newCertificate()
  const server = new SMTPServer({
    secure: tls === 'whole',
    ...certificate,
    ...(tls === 'none' && { disabledCommands: ['STARTTLS'] }),
    authOptional: login === undefined,
    onConnect: (_session, answer) => {
      state.connections += 1
      if (state.mood !== 'hang') answer()
    },
    onAuth: ({ username, password }, _session, answer) => {
      const isRight = username === login?.user && password === login?.password
      answer(isRight ? null : new Error('Wrong user or password'), { user: username ?? '' })
    },
    onMailFrom: (_address, _session, answer) => {
      answer(state.mood === 'refuse-sender' ? failure(553, 'Not your address') : null)
    },
    onRcptTo: (_address, _session, answer) => {
      if (state.mood === 'refuse') return answer(failure(550, 'No such mailbox'))
      if (state.mood === 'later') return answer(failure(451, 'Try again later'))
      answer()
    },
    onData: (stream, session, answer) => {
      if (state.mood === 'cut') return void stream.once('data', breakOff)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        void read(Buffer.concat(chunks), session).then((one) => {
          received.push(one)
          for (const { count, tell } of waiting) if (received.length >= count) tell()
          if (state.mood === 'cut-after') breakOff()
          else answer()
        })
      })
    },
  } satisfies SMTPServerOptions)
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: bound } = server.server.address() as AddressInfo
  const credentials = login ? `${login.user}:${encodeURIComponent(login.password)}@` : ''
  return Object.assign(state, {
    url: `${tls === 'whole' ? 'smtps' : 'smtp'}://${credentials}127.0.0.1:${bound}`,
    received,
    until: (count: number) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise<void>((tell) => waiting.push({ count, tell })),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        breakOff()
      }),
  })
}

interface Session {
  envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] }
  secure: boolean
  user?: string | undefined
}

async function read(bytes: Buffer, { envelope, secure, user }: Session): Promise<Received> {
  return {
    mail: await PostalMime.parse(bytes),
    raw: bytes.toString(),
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    isSecure: secure,
    user,
  }
}

function failure(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

async function newCertificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
  return { key, cert }
}

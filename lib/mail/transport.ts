/** Hands mails to the mail server, or writes them as files on a developer's machine. */
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { env, type Settings } from '@/lib/base/env'
import type { MailId } from '@/lib/base/ids'
import { isLoopback } from '@/lib/base/origin'
import { asHtml, asText } from './compose'
import type { Letter } from './letter'
import { writeMailFile } from './files'
import { mailMode } from './mode'
import { Undeliverable, undeliverable } from './undeliverable'

/** How long the server may take for each step, in milliseconds: nodemailer would wait minutes. */
const STEP_MS = 10_000
/** How many steps' time a conversation may take as a whole: less than the lease of a mail. */
const STEPS = 4.5
const CONNECTIONS = 2

interface Message {
  readonly id: MailId
  readonly to: string
  readonly letter: Letter
  readonly createdAt: Date
}

export interface Transport {
  /** @throws Undeliverable */
  deliver(message: Message): Promise<void>
  close(): void
}

/** A line of the SMTP conversation, as `C: EHLO` or `S: 250`. */
export type Dialogue = (line: string) => void

interface Options {
  /** Hears the conversation, without passwords and without the mail itself. */
  readonly dialogue?: Dialogue
  /** How long the server may take for each step, in milliseconds. */
  readonly stepMs?: number
}

/** How mails leave, by the mode of this installation. */
export function openTransport(options: Options = {}): Transport {
  return mailMode() === 'smtp' ? smtpTransport(options) : fileTransport()
}

function smtpTransport({ dialogue, stepMs = STEP_MS }: Options): Transport {
  const { smtpUrl, appUrl } = env()
  if (!smtpUrl) throw new Error('There is no SMTP_URL')
  const isSecure = smtpUrl.protocol === 'smtps:'
  const isLocal = isLoopback(smtpUrl.hostname)
  const { username, password } = smtpUrl
  const pool = nodemailer.createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: smtpUrl.hostname.replace(/^\[|\]$/g, ''),
    port: Number(smtpUrl.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    // How we introduce ourselves: servers distrust the name that nodemailer makes up.
    ...(isLoopback(appUrl.hostname) ? {} : { name: appUrl.hostname }),
    // Nobody on the way may read the links, or take STARTTLS out of the server's answer.
    requireTLS: !isSecure && !isLocal,
    ...(isLocal && { tls: { rejectUnauthorized: false } }),
    ...(username && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    ...{ connectionTimeout: stepMs, greetingTimeout: stepMs, socketTimeout: stepMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(dialogue && { logger: dialogueLogger(dialogue), debug: true }),
  })
  return {
    async deliver(message) {
      try {
        await within(stepMs * STEPS, pool.sendMail(optionsOf(message)))
      } catch (error) {
        throw undeliverable(error)
      }
    },
    close: () => pool.close(),
  }
}

/** @see RFC 3834 §5 on `Auto-Submitted`, which keeps other programs from answering. */
function optionsOf({ id, to, letter, createdAt }: Message): SendMailOptions {
  const settings = env()
  const from = senderOf(settings)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    from,
    // With a name, so that nodemailer does not read the address as a list or as another.
    to: { name: '', address: to },
    envelope: { from: from.address, to: [{ name: '', address: to }] },
    ...(settings.supportEmail && { replyTo: { name: '', address: settings.supportEmail } }),
    messageId: `<${id}@${domain}>`,
    date: createdAt,
    subject: letter.subject,
    text: asText(letter),
    html: asHtml(letter),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.locale },
  }
}

function senderOf({ mailFrom, appName, appUrl }: Settings): { name: string; address: string } {
  const { name, address } = mailFrom ?? { name: '', address: `no-reply@${appUrl.hostname}` }
  return { name: name || appName, address }
}

async function within<T>(millis: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(Object.assign(new Error('The mail server does not answer'), { code: 'ETIMEDOUT' })),
      millis,
    )
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Who speaks: client and server. nodemailer also passes on the mail, which holds a link. */
const SPEAKERS: Readonly<Record<string, string>> = { client: 'C: ', server: 'S: ' }

/** The conversation line by line; nodemailer leaves the password out. */
function dialogueLogger(dialogue: Dialogue) {
  const write = ({ tnx = '' }: { tnx?: string }, message: string) => {
    const speaker = SPEAKERS[tnx]
    if (speaker) for (const line of message.split(/\r?\n/)) dialogue(speaker + line)
  }
  const none = () => undefined
  return {
    ...{ trace: none, debug: write, info: none, warn: none, error: none, fatal: none },
    level: none,
  }
}

function fileTransport(): Transport {
  const builder = nodemailer.createTransport({ streamTransport: true, buffer: true })
  return {
    async deliver(message) {
      const { message: bytes } = await builder.sendMail(optionsOf(message))
      try {
        await writeMailFile(message, bytes as Buffer)
      } catch (error) {
        const answer = error instanceof Error ? error.message : String(error)
        throw new Undeliverable(answer, { problem: 'not-written', fault: 'server' })
      }
    },
    close: () => undefined,
  }
}

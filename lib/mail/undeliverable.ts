/** Why a mail server did not take a mail. */

/** What to look into: the next command to run is not the same for each. */
export type Problem =
  | 'unreachable'
  | 'silent'
  | 'not-encrypted'
  | 'bad-certificate'
  | 'bad-log-in'
  | 'sender-refused'
  | 'recipient-refused'
  | 'mail-refused'
  | 'not-written'
  | 'other'

interface Reason {
  readonly problem: Problem
  /** `mail`: it refuses this one for good. `later`: not now. `server`: it takes no mail now. */
  readonly fault: 'mail' | 'later' | 'server'
}

/** What the mail server answered, in one line without the contents of the mail. */
export class Undeliverable extends Error {
  readonly problem: Problem
  readonly fault: Reason['fault']

  constructor(answer: string, { problem, fault }: Reason) {
    super(answer)
    this.name = 'Undeliverable'
    this.problem = problem
    this.fault = fault
  }
}

/** The longest answer that is kept, in characters. */
const MAX_ANSWER = 300

/** What nodemailer tells beside the message. */
interface Failure {
  readonly code?: string
  /** Of SMTP, as 550; missing if nodemailer itself refused or nothing was answered. */
  readonly responseCode?: number
  /** The step at which it happened, as `RCPT TO`. */
  readonly command?: string
  readonly message?: string
}

export function undeliverable(error: unknown): Undeliverable {
  const failure = error as Failure
  const answer = String(failure.message ?? error)
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, MAX_ANSWER)
  return new Undeliverable(answer, reasonOf(failure))
}

function reasonOf(failure: Failure): Reason {
  const { code, responseCode, command } = failure
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') {
    return { problem: problemOfServer(failure), fault: 'server' }
  }
  // Some servers are only busy; without an answer, no try can end in another way.
  const fault = responseCode !== undefined && responseCode < 500 ? 'later' : 'mail'
  // It would refuse each mail: the settings are wrong, and the mails are not.
  if (code === 'EENVELOPE' && command === 'MAIL FROM') {
    return { problem: 'sender-refused', fault: fault === 'later' ? fault : 'server' }
  }
  return { problem: command === 'RCPT TO' ? 'recipient-refused' : 'mail-refused', fault }
}

const BY_CODE: Readonly<Record<string, Problem>> = {
  EDNS: 'unreachable',
  ECONNECTION: 'unreachable',
  ETIMEDOUT: 'silent',
  EAUTH: 'bad-log-in',
  ENOAUTH: 'bad-log-in',
}

function problemOfServer({ code = '', message = '' }: Failure): Problem {
  if (/certificate|altname/i.test(message)) return 'bad-certificate'
  // The second is what OpenSSL says to a server that speaks without encryption.
  if (code === 'ETLS' || /STARTTLS|wrong version number/.test(message)) return 'not-encrypted'
  // A network address that refuses, or where nothing is.
  if (code === 'ESOCKET') return 'unreachable'
  return BY_CODE[code] ?? 'other'
}

import type { FailedMail, SendAgainResult } from '@/lib/mail/outbox'

type Refusal = Extract<SendAgainResult, { ok: false }>['reason']

/** Mails that wait or failed, as administrators read of them. */
export const outbox = {
  title: 'Mail',
  lead: 'Each mail waits in a queue until the mail server takes it. No page waits for it.',
  none: 'No mail server is set up, so no mail is sent: users cannot reset a forgotten password by themselves. Set SMTP_URL, then test it on the command line.',
  files: 'No mail server is set up, so mails land as files on this machine: {page}',
  filesPage: 'Read them',
  waiting: {
    title: 'Waiting',
    no: 'No mail is waiting.',
    counted: {
      one: '{n} mail is waiting, since {time}.',
      other: '{n} mails are waiting, the oldest since {time}.',
    },
    orMore: '{n} or more mails are waiting, the oldest since {time}.',
    answer: 'The mail server said last: {answer}',
  },
  failed: {
    title: 'Failed',
    no: 'No mail has failed.',
    columns: { mail: 'Mail', user: 'User', reason: 'Reason', act: 'Act' },
    /** Before a value, where there are no columns. */
    lines: { user: 'User:', reason: 'Reason:' },
    when: 'Failed {time}',
    unknown: 'A mail of another version',
    noUser: 'No account',
    reasons: {
      refused: 'The mail server refused it.',
      'too-old': 'The mail server did not take it in time.',
      unreadable: 'What it says cannot be read any more.',
    } satisfies Record<FailedMail['reason'], string>,
  },
  again: {
    label: 'Send again',
    name: 'Send “{mail}” to {user} again',
    title: 'Send “{mail}” again?',
    text: 'It goes to the same address as before. If it has a link, it gets a new one.',
  },
  done: { queued: 'The mail is in the queue again. It leaves within seconds.' },
  refusals: {
    'not-found': 'This mail does not exist any more.',
    'not-failed': 'This mail is waiting already, or was sent.',
    unreadable: 'What this mail says cannot be read any more.',
    'no-mail': 'No mail server is set up.',
  } satisfies Record<Refusal, string>,
} as const

import type { LeaveRefusal } from '@/lib/users/leave'

/** What users say about themselves. */
export const profile = {
  lead: 'How you appear here, and how we speak to you.',
  about: {
    title: 'About you',
    name: 'Name',
    nameHint: 'Others see it beside your email address. Leave it empty if you prefer.',
    language: 'Language',
    submit: 'Save',
    submitting: 'Saving…',
  },
  done: 'Your profile is saved.',
  unchanged: 'Your profile has not been changed.',
  address: {
    title: 'Email address',
    lead: 'You log in with it, and our mails go there.',
    form: {
      email: 'New email address',
      hint: 'We mail a link to it. Until you open that, nothing changes.',
      submit: 'Change address',
      submitting: 'Sending link…',
    },
    asked:
      'If {email} is free, we have sent a link to it. Open it where you are logged in. Your present address is told too.',
    same: 'This is your address already.',
    changed: 'Your email address is changed. For 14 days a link in your old mailbox can undo it.',
    noMail: 'This site cannot send mail, so the address cannot be changed here.',
    confirm: {
      title: 'New email address',
      lead: 'From now on {email} is the address of your account, in place of {former}.',
      submit: 'Use this address',
      submitting: 'Changing address…',
      back: 'To your profile',
    },
    refusals: {
      'bad-link':
        'This link does not work here: it was used, replaced or is too old, or it belongs to another account. You can ask for a new one on your profile.',
      'address-taken': 'This address belongs to another account meanwhile.',
    },
  },
  download: {
    title: 'Your data',
    lead: 'Everything we store about you, in one file.',
    text: 'The file is in JSON, which programs can read. It holds your account, your sessions and devices, what happened in your account, and which mails we sent you. It holds no password.',
    submit: 'Download my data',
  },
  deletion: {
    title: 'Delete the account',
    lead: 'You leave, and your data goes with you.',
    label: 'Delete my account',
    question: 'Delete your account?',
    now: 'You are logged out on every device at once.',
    wait: 'Your account stays for {time}. If you log in before then, it is kept.',
    after:
      'Then everything about you is deleted, and this cannot be undone. The record of what happened here stays, without your name, your address or your devices.',
    typed: 'Type your email address {email} to confirm',
    yes: 'Delete my account',
    refusals: {
      'not-confirmed': 'That is not your email address, so nothing was deleted.',
      'last-administrator':
        'You are the last administrator. First give another user with a password the role administrator.',
    } satisfies Record<Exclude<LeaveRefusal, 'gone'>, string>,
  },
} as const

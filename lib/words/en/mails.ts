import type { MailKind } from '@/lib/mail/kinds'

interface Letter {
  subject: string
  title: string
  text: string
  button?: string
  note?: string
  /** In place of `why` below. */
  why?: string
}

/** The mails. `{life}` is how long the link works; `{app}` is the name of the product. */
export const mails = {
  kinds: {
    test: {
      subject: 'Test mail from {app}',
      title: 'Mail works',
      text: 'An administrator of {app} sent this mail to see whether mail arrives. It did.',
      why: 'You receive this mail because {email} was entered for a test at {app}.',
    },
    'password-reset': {
      subject: 'Choose a new password for {app}',
      title: 'Choose a new password',
      text: 'Someone, hopefully you, said that they forgot the password of the account {email}.',
      button: 'Choose a new password',
      note: 'The link works once, for {life}. If it was not you, do nothing: your password stays as it is.',
    },
    'let-in': {
      subject: 'Log in to {app} with a new browser',
      title: 'Log in with a new browser',
      text: 'Someone, hopefully you, had to wait before logging in to the account {email}, because there were too many attempts. Open this link in the browser that you want to log in with, and you need not wait there. You still need your password.',
      button: 'Make the browser known',
      note: 'The link works once, for {life}. If it was not you, do nothing: nobody gets in without your password.',
    },
    'verify-address': {
      subject: 'Confirm your email address for {app}',
      title: 'Confirm your email address',
      text: 'Someone, hopefully you, signed up at {app} with the address {email}. Confirm that it is yours.',
      button: 'Confirm the address',
      note: 'The link works once, for {life}. If it was not you, do nothing.',
    },
    'account-exists': {
      subject: 'You already have an account at {app}',
      title: 'You already have an account',
      text: 'Someone, hopefully you, tried to sign up at {app} with the address {email}. It already has an account, so nothing was changed.',
      button: 'Log in',
      note: 'If you forgot your password, choose a new one here: {forgot}',
    },
    'change-address': {
      subject: 'Confirm your new email address for {app}',
      title: 'Confirm your new email address',
      text: 'The owner of an account at {app} wants to use the address {newEmail} for it from now on.',
      button: 'Use this address',
      note: 'The link works once, for {life}, and only where the account is logged in. If you know nothing of this, do nothing.',
      why: 'You receive this mail because {email} was entered as the new address of an account at {app}.',
    },
    'address-changing': {
      subject: 'Your email address at {app} is about to change',
      title: 'Your email address is about to change',
      text: 'Someone who is logged in to your account {email} wants to change its address to {newEmail}. It changes once that address is confirmed.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” keeps this address, logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'address-changed': {
      subject: 'Your email address at {app} was changed',
      title: 'Your email address was changed',
      text: 'Your account at {app} now has the address {newEmail} in place of {email}.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” brings this address back, logs out every device and lets you choose a new password. The link works once, for {life}.',
      why: 'You receive this mail because {email} was the address of an account at {app}.',
    },
    'password-changed': {
      subject: 'Your {app} password was changed',
      title: 'Your password was changed',
      text: 'The password of your account {email} was changed, and every other device was logged out.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'password-was-reset': {
      subject: 'Your {app} password was reset',
      title: 'Your password was reset',
      text: 'A new password was set for your account {email} with a link, and every device was logged out.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'new-log-in': {
      subject: 'New log-in to {app}',
      title: 'New log-in to your account',
      text: 'Someone logged in to your account {email} from a device or network that we have not seen before.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'session-copied': {
      subject: 'Two devices used one log-in to {app}',
      title: 'Two devices used one log-in',
      text: 'A log-in of your account {email} seems to have been copied: two devices used it. This was the second one:',
      button: 'This was not me',
      note: 'If both devices are yours, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'password-known': {
      subject: 'Someone knows your {app} password',
      title: 'Someone knows your password',
      text: 'Someone entered the right password of your account {email} on a device that we have not seen before, and then a wrong code. Without the code nobody gets in.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'factor-added': {
      subject: 'Your {app} account asks for codes now',
      title: 'Log-ins need a code now',
      text: 'An authenticator app was set up for your account {email}. From now on each log-in needs a code of it.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password; then ask an administrator to remove the app. The link works once, for {life}.',
    },
    'factor-demanded': {
      subject: 'Set up a second factor for your {app} account',
      title: 'Your account needs a second factor',
      text: 'Your account {email} needs a second factor, such as an authenticator app on your phone. From {due} on, a password alone is not enough to log in, also in apps and on devices.',
      button: 'Set up a second factor',
      note: 'With a second factor, a thief who knows your password cannot get in. Setting one up takes a minute.',
    },
    'factor-removed': {
      subject: 'Your {app} account asks for codes no longer',
      title: 'Log-ins need no code any more',
      text: 'The authenticator app of your account {email} was removed. From now on a log-in needs the password alone.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'factor-reset': {
      subject: 'An administrator removes your second factor at {app}',
      title: 'Your second factor is being removed',
      text: 'An administrator removes the authenticator app of your account {email}: from {due} on a log-in needs the password alone. Every device has been logged out.',
      button: 'This was not me',
      note: 'If you asked for it, there is nothing to do. If not, log in with a code before then, which keeps your app. “This was not me” lets you choose a new password. The link works once, for {life}.',
    },
    'passkey-added': {
      subject: 'A passkey was added to your {app} account',
      title: 'A new passkey for your account',
      text: 'A passkey was added to your account {email}. It logs in without a password.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” removes the passkey, logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'passkey-removed': {
      subject: 'A passkey was removed from your {app} account',
      title: 'A passkey was removed',
      text: 'A passkey of your account {email} was removed. It cannot be used to log in any more.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'passkey-suspended': {
      subject: 'A passkey of your {app} account may have been copied',
      title: 'A passkey is blocked',
      text: 'A passkey of your account {email} counted back when it was used, as a copy of it would. We have blocked it. An earlier log-in may have been by the copy: look at your devices.',
      button: 'This was not me',
      note: 'If you have reset or restored your device, you can allow the passkey again on the page about security. If you do not know why, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'factor-kept': {
      subject: 'Your second factor at {app} stays',
      title: 'Your second factor stays',
      text: 'An administrator was going to remove the authenticator app of your account {email}. This was taken back: someone logged in with a code, or an administrator decided otherwise. Log-ins need a code as before.',
      button: 'This was not me',
      note: 'If you know why, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'recovery-code-used': {
      subject: 'A recovery code was used at {app}',
      title: 'A recovery code was used',
      text: 'Someone logged in to your account {email} with one of your recovery codes. Codes that are left: {left}.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'deletion-planned': {
      subject: 'Your {app} account will be deleted',
      title: 'Your account will be deleted',
      text: 'You asked us to delete your account {email}. It will be deleted on {due}. Every device has been logged out.',
      button: 'Log in and keep the account',
      note: 'If you want to go, there is nothing to do. If you change your mind, or if it was not you, log in before then: that keeps the account. If your password no longer works, choose “Forgot password?” first.',
    },
    'deletion-undone': {
      subject: 'Your {app} account will not be deleted',
      title: 'Your account will not be deleted',
      text: 'Someone logged in to your account {email}, so we keep it.',
      button: 'This was not me',
      note: 'If it was you, there is nothing to do. If not, “This was not me” logs out every device and lets you choose a new password. The link works once, for {life}.',
    },
    'account-deleted': {
      subject: 'Your {app} account is deleted',
      title: 'Your account is deleted',
      text: 'As you asked, your account {email} and what was stored about you have been deleted.',
      note: 'This cannot be undone. It is the last mail about this account.',
      why: 'You receive this mail because {email} was the address of an account at {app}.',
    },
    'roles-changed': {
      subject: 'Your roles at {app} have changed',
      title: 'Your roles have changed',
      text: 'An administrator changed the roles of your account {email}. You now have: {roles}.',
      button: 'Open {app}',
    },
  } satisfies Record<MailKind, Letter>,
  facts: { when: 'When', device: 'Device', network: 'Network' },
  /** In place of the names of roles. */
  noRoles: 'no roles',
  why: 'You receive this mail because {email} is the address of an account at {app}.',
  support: 'Questions? Write to {email}.',
  /** Above the address of a button, for mail programs that show no buttons. */
  copy: 'Or copy this address into your browser:',
} as const

/** The rate limits: how many attempts are allowed in which time. */
import type { RateLimit } from '@/db/queries/rate-limits'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'

/**
 * One account from one of its known devices, on any network. Only who holds that browser's cookie
 * can use it up; until its window ends the browser then counts as a stranger.
 *
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export const LOG_IN_DEVICE: readonly RateLimit[] = [
  { name: 'log-in-device', tries: 10, seconds: 15 * MINUTE },
  { name: 'log-in-device-day', tries: 30, seconds: DAY },
]

/** One account from one network: a user who mistypes, or a script. The second makes waits grow. */
export const LOG_IN_PAIR: readonly RateLimit[] = [
  { name: 'log-in-pair', tries: 10, seconds: 15 * MINUTE },
  { name: 'log-in-pair-day', tries: 30, seconds: DAY },
]

/**
 * One account, all strangers together: many machines guessing one password. Known devices are
 * exempt, so that an attacker cannot lock the user out; so are the user's own networks where there
 * is no known device to tell the user from their neighbours.
 *
 * @see NIST SP 800-63B-4 §3.2.2, which allows no more than 100 failures in a row
 */
export const LOG_IN_ACCOUNT: RateLimit = { name: 'log-in-account', tries: 100, seconds: DAY }

/** One network, all accounts: one machine trying many users. Successful log-ins do not count. */
export const LOG_IN_NETWORK: RateLimit = { name: 'log-in-net', tries: 100, seconds: 15 * MINUTE }

/**
 * High enough for an office behind one IP address, low enough to stop a script that probes which
 * email addresses have an account.
 */
export const SIGN_UP_NETWORK: RateLimit = { name: 'sign-up-net', tries: 100, seconds: HOUR }
/** One email address, repeatedly: a user who forgot that they have an account, or a script. */
export const SIGN_UP_ACCOUNT: RateLimit = { name: 'sign-up-account', tries: 10, seconds: HOUR }

/**
 * Wrong current passwords of a signed-in user, who changes the password or confirms a grave act: the
 * thief of a session must not guess the password as well. A correct password clears the count. A
 * user who is kept waiting by a thief logs in again, which has limits of its own.
 */
export const PASSWORD_CHANGE_GUESSES: readonly RateLimit[] = [
  { name: 'password-change', tries: 10, seconds: 15 * MINUTE },
  { name: 'password-change-day', tries: 100, seconds: DAY },
]
/** All password changes of a user, since judging a new password takes a worker thread time. */
export const PASSWORD_CHANGE_ATTEMPTS: RateLimit = {
  name: 'password-change-all',
  tries: 60,
  seconds: HOUR,
}
/**
 * Codes of a second factor that a signed-in user, who sets it up or confirms a grave act, typed wrong.
 * A right one clears the count. They are never counted with passwords.
 */
export const CODES_OF_USER: readonly RateLimit[] = [
  { name: 'code-user', tries: 5, seconds: 15 * MINUTE },
  { name: 'code-user-day', tries: 20, seconds: DAY },
]
/**
 * Wrong codes after a right password, all unknown browsers of one account together: of a million
 * codes three are right at a time.
 */
export const LOG_IN_CODES: readonly RateLimit[] = [{ name: 'log-in-code', tries: 20, seconds: DAY }]
/** The same in one of the account's known devices, which strangers cannot use up. */
export const LOG_IN_CODES_DEVICE: readonly RateLimit[] = [
  { name: 'log-in-code-device', tries: 10, seconds: 15 * MINUTE },
  { name: 'log-in-code-device-day', tries: 30, seconds: DAY },
]
/** Recorded refusals of one user for a missing permission. */
export const REFUSALS_RECORDED: RateLimit = { name: 'authz-fail', tries: 20, seconds: HOUR }
/** Records of one network sending invalid tokens. */
export const INVALID_TOKENS_RECORDED: RateLimit = {
  name: 'invalid-tokens',
  tries: 1,
  seconds: HOUR,
}

/** Invalid links from one network. Links cannot be guessed; this limits the cost of lookups. */
export const LINKS_OF_NETWORK: RateLimit = { name: 'link-net', tries: 100, seconds: HOUR }
/** New passwords for one link, since judging each takes a worker thread time. */
export const PASSWORDS_OF_LINK: RateLimit = { name: 'link-passwords', tries: 60, seconds: HOUR }
/** Records of log-ins from one network that a limit above refused. */
export const LOG_IN_REFUSALS_RECORDED: RateLimit = {
  name: 'log-in-refused',
  tries: 1,
  seconds: 15 * MINUTE,
}

/** Mails that visitors have sent to one address, so that nobody floods the mailbox of another. */
export const MAILS_OF_ADDRESS: readonly RateLimit[] = [
  { name: 'mail-address', tries: 3, seconds: 15 * MINUTE },
  { name: 'mail-address-day', tries: 10, seconds: DAY },
]
/** The same from one network. High enough for an office behind one IP address. */
export const MAILS_OF_NETWORK: RateLimit = { name: 'mail-net', tries: 20, seconds: HOUR }

/** Codes of devices that a signed-in user typed wrong. A right one does not count (RFC 8628 §5.1). */
export const DEVICE_CODES_OF_USER: RateLimit = { name: 'device-code', tries: 5, seconds: HOUR }
/** The same from one network, all users together. */
export const DEVICE_CODES_OF_NETWORK: RateLimit = {
  name: 'device-code-net',
  tries: 50,
  seconds: HOUR,
}
/** Questions of one device that waits. It is told to ask every five seconds, and may be early once. */
export const DEVICE_POLLS: RateLimit = { name: 'device-poll', tries: 2, seconds: 8 }

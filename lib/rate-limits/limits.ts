/** The rate limits: how many attempts are allowed in which time. */
import type { RateLimit } from '@/db/queries/rate-limits'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'

/** One account from one network: a user who mistypes, or a script. The second makes waits grow. */
export const LOG_IN_PAIR: readonly RateLimit[] = [
  { name: 'log-in-pair', tries: 10, seconds: 15 * MINUTE },
  { name: 'log-in-pair-day', tries: 30, seconds: DAY },
]

/**
 * One account from all networks that its user has not used: many machines guessing one password.
 * The user's own networks are exempt, so that an attacker cannot lock the user out.
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
 * Wrong current passwords of a signed-in user: the thief of a session must not guess the password
 * as well. A correct password clears the count.
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

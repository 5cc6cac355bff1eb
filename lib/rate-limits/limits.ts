/** How many tries, of what, in how long. */
import type { RateLimit } from '@/db/queries/rate-limits'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'

/** One account from one network: a person who mistypes, or a script. The second makes waits grow. */
export const LOG_IN_PAIR: readonly RateLimit[] = [
  { name: 'log-in-pair', tries: 10, seconds: 15 * MINUTE },
  { name: 'log-in-pair-day', tries: 30, seconds: DAY },
]

/**
 * One account from everywhere its owner has not been: many machines guessing at one person. The
 * owner's own networks are exempt, so that no stranger can lock them out.
 *
 * @see NIST SP 800-63B-4 §3.2.2, which allows no more than 100 failures in a row
 */
export const LOG_IN_ACCOUNT: RateLimit = { name: 'log-in-account', tries: 100, seconds: DAY }

/** One network, all accounts: one machine trying many people. Log-ins that succeed do not count. */
export const LOG_IN_NETWORK: RateLimit = { name: 'log-in-net', tries: 100, seconds: 15 * MINUTE }

/**
 * An office behind one address can sign up together; a script that asks the form which addresses
 * are taken is stopped.
 */
export const SIGN_UP_NETWORK: RateLimit = { name: 'sign-up-net', tries: 100, seconds: HOUR }
/** One address, again and again: somebody who forgot that they have an account, or a script. */
export const SIGN_UP_ACCOUNT: RateLimit = { name: 'sign-up-account', tries: 10, seconds: HOUR }

/**
 * The current password, asked of somebody who is signed in: whoever got hold of a session must not
 * guess the password behind it. Only wrong ones count, and a right one clears them.
 */
export const PASSWORD_CHANGE_GUESSES: readonly RateLimit[] = [
  { name: 'password-change', tries: 10, seconds: 15 * MINUTE },
  { name: 'password-change-day', tries: 100, seconds: DAY },
]
/** New passwords to be judged, right or wrong: each costs a worker thread some time. */
export const PASSWORD_CHANGE_TRIES: RateLimit = {
  name: 'password-change-all',
  tries: 60,
  seconds: HOUR,
}
/** Refusals for want of a permission that are written down, of one user. */
export const REFUSALS_RECORDED: RateLimit = { name: 'authz-fail', tries: 20, seconds: HOUR }
/** How often it is written down that a network brings tokens which we never made. */
export const INVALID_TOKENS_RECORDED: RateLimit = {
  name: 'invalid-tokens',
  tries: 1,
  seconds: HOUR,
}

/** Links that do not work, of one network: nobody guesses one, and looking must cost little. */
export const LINKS_OF_NETWORK: RateLimit = { name: 'link-net', tries: 100, seconds: HOUR }
/** New passwords to be judged for one link: each costs a worker thread some time. */
export const PASSWORDS_OF_LINK: RateLimit = { name: 'link-passwords', tries: 60, seconds: HOUR }
/** Log-ins that a limit above refused and that are written down all the same, from one network. */
export const LOG_IN_REFUSALS_RECORDED: RateLimit = {
  name: 'log-in-refused',
  tries: 1,
  seconds: 15 * MINUTE,
}

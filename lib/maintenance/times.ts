/** How often each job runs, in seconds. */
import { HOUR, MINUTE } from '@/lib/base/time'

/** An event is in the audit chain at most this much later. */
export const SEAL_EVERY = 2
/** A checkpoint signs what was sealed since the one before. */
export const CHECKPOINT_EVERY = MINUTE
/** A mail leaves at most this much later, while the mail server takes it. */
export const MAIL_EVERY = 2
/** Keys are rotated and destroyed when their time has come. */
export const TEND_KEYS_EVERY = MINUTE
/** Expired rows are removed, and personal data past its time. */
export const PURGE_EVERY = HOUR

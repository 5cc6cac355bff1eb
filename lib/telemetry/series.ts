/** All metrics of Gatehouse, with all values of their labels. */
import { METHODS } from '@/lib/base/methods'
import { ROUTE_CLASSES } from './route-class'

const DOORS = ['edge', 'page', 'action', 'api'] as const
const OPERATIONS = ['read', 'transaction'] as const
const METHODS_OR_OTHER = [...METHODS, 'other'] as const
/** How the figures of several processes become one; they add up unless a gauge says otherwise. */
type Aggregator = 'max'

const STATUSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const

export const COUNTERS = {
  tokensIssued: {
    name: 'gatehouse_tokens_issued_total',
    help: 'Tokens that were signed and given out',
    labels: { kind: ['access', 'refresh'] },
  },
  refreshes: {
    name: 'gatehouse_refreshes_total',
    help: 'Refresh tokens brought, by what came of it; reuse is a copy that somebody kept',
    labels: {
      result: ['rotated', 'repeated', 'reuse', 'replaced', 'ended', 'invalid', 'unknown-audience'],
    },
  },
  accessRefused: {
    name: 'gatehouse_access_refused_total',
    help: 'Access tokens that did not let in, by reason and by the door that refused them',
    labels: { reason: ['expired', 'invalid', 'ended'], door: DOORS },
  },
  logIns: {
    name: 'gatehouse_log_ins_total',
    help: 'Tries to log in, by result',
    labels: {
      result: [
        'success',
        'second-factor',
        'enrolment',
        'wrong-credentials',
        'wrong-code',
        'log-in-expired',
        'address-unverified',
        'unknown-passkey',
        'passkey-suspended',
        'passkey-expired',
        'passkey-refused',
        'too-many-tries',
        'too-busy',
      ],
    },
  },
  signUps: {
    name: 'gatehouse_sign_ups_total',
    help: 'Tries to make an account, by result',
    labels: {
      result: [
        'success',
        'mailed',
        'faults',
        'sign-up-closed',
        'passkey-taken',
        'passkey-expired',
        'passkey-refused',
        'too-many-tries',
        'too-busy',
      ],
    },
  },
  passwordChanges: {
    name: 'gatehouse_password_changes_total',
    help: 'Tries to change a password, by result; unfit is a new one that is refused',
    labels: {
      result: ['success', 'wrong-current', 'unfit', 'overtaken', 'too-many-tries', 'too-busy'],
    },
  },
  mails: {
    name: 'gatehouse_mails_total',
    help: 'Tries to send a mail, by result; dropped ones were not wanted any more',
    labels: { result: ['sent', 'later', 'failed', 'dropped'] },
  },
  appTokens: {
    name: 'gatehouse_app_tokens_total',
    help: 'Answers of the token endpoint with tokens, by grant',
    labels: {
      grant: ['authorization_code', 'refresh_token', 'client_credentials', 'device_code'],
    },
  },
  logOutNotices: {
    name: 'gatehouse_logout_notices_total',
    help: 'Tries to tell an application of the end of a session, by result',
    labels: { result: ['sent', 'later', 'failed'] },
  },
  confirmations: {
    name: 'gatehouse_confirmations_total',
    help: 'Tries of signed-in users to prove who they are before a grave act, by result',
    labels: {
      result: [
        'success',
        'wrong-password',
        'code-missing',
        'wrong-code',
        'overtaken',
        'unknown-passkey',
        'passkey-suspended',
        'passkey-expired',
        'passkey-refused',
        'too-many-tries',
        'too-busy',
      ],
    },
  },
  endings: {
    name: 'gatehouse_session_endings_total',
    help: 'Acts that ended sessions, one or many at once, by reason',
    labels: {
      reason: [
        ...['this', 'others', 'everywhere', 'everyone', 'one-other'],
        ...['replaced', 'reuse', 'password-change', 'password-reset'],
        ...['operator-one', 'operator-all', 'user-disabled', 'user-deleted'],
      ],
    },
  },
  incidents: {
    name: 'gatehouse_incidents_total',
    help: 'Sessions and tokens of applications that two seemed to use, by how it showed',
    labels: { kind: ['reuse', 'predecessor', 'two-places', 'app-reuse', 'wrong-code'] },
  },
  databaseFailures: {
    name: 'gatehouse_database_failures_total',
    help: 'Reads and transactions that the database could not do',
    labels: { operation: OPERATIONS },
  },
  logLinesDropped: {
    name: 'gatehouse_log_lines_dropped_total',
    help: 'Lines of the log that could not be written, since nothing reads them or the disk is full',
    labels: {},
  },
  requests: {
    name: 'gatehouse_http_requests_total',
    help: 'Requests that were answered',
    labels: { method: METHODS_OR_OTHER, route: ROUTE_CLASSES, status: STATUSES },
  },
} as const

export const HISTOGRAMS = {
  request: {
    name: 'gatehouse_http_request_seconds',
    help: 'From a request to the end of its answer; without streams of events, which stay open',
    labels: { route: ROUTE_CLASSES },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  database: {
    name: 'gatehouse_database_seconds',
    help: 'Time a read or a transaction took, the wait for its turn included',
    labels: { operation: OPERATIONS },
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  },
  hashing: {
    name: 'gatehouse_hashing_seconds',
    help: 'Time to hash, compare or judge a password, the wait in the queue included',
    labels: { task: ['hash', 'compare', 'judge'] },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  endingNotice: {
    name: 'gatehouse_ending_notice_seconds',
    help: 'From the end of a session to the page that waits for it being told',
    labels: {},
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
} as const

export const GAUGES = {
  mailsWaiting: {
    name: 'gatehouse_mails_waiting',
    help: 'Mails in the queue, of all instances on the database',
    // Every process reads the same rows.
    aggregator: 'max',
  },
  oldestMail: {
    name: 'gatehouse_mail_oldest_seconds',
    help: 'Age of the mail that waits longest',
    aggregator: 'max',
  },
  logOutNoticesWaiting: {
    name: 'gatehouse_logout_notices_waiting',
    help: 'Ended sessions of which an application is still to be told, of all instances',
    aggregator: 'max',
  },
  hashingQueued: {
    name: 'gatehouse_hashing_queued',
    help: 'Passwords that wait for a thread',
  },
  hashingRunning: {
    name: 'gatehouse_hashing_running',
    help: 'Passwords that a thread works on',
  },
  waiting: {
    name: 'gatehouse_session_watchers',
    help: 'Pages that wait to hear of the end of their session',
  },
} as const satisfies Record<string, { name: string; help: string; aggregator?: Aggregator }>

import type { ProblemCode } from '@/lib/api/problems'

/** What the API, and the server before it, say of a request that they refuse. */
export const problems = {
  details: {
    'invalid-request':
      'The body does not have the form that is expected here. The list “errors” says what to change.',
    'bad-request':
      'We could not understand this request. Check its address, or go back and try again.',
    'unknown-audience':
      '“audience” names a service that these tokens cannot be for. Leave “audience” out to get tokens for every service that is allowed.',
    'not-authenticated':
      'This needs a token. Send it in the header “Authorization”, after the word “Bearer”.',
    'invalid-token':
      'The token is damaged, or it was not issued here. Get a new one with the refresh token, or log in again.',
    'token-expired':
      'The access token is no longer valid. Get a new one with the refresh token, then send the request again.',
    'token-not-yet-valid':
      'By the clock of this service, the access token is not valid yet. Wait a few seconds, then send the request again.',
    'session-ended': 'The session of this token has ended. Log in again.',
    'confirm-first':
      'This needs a recent proof of who you are. Enter your password, then send the request again.',
    'wrong-password': 'The password is incorrect.',
    'wrong-credentials': 'The email address or the password is incorrect.',
    'mfa-required':
      'The password is right. This account also asks for a code: send one from the authenticator app, or a recovery code.',
    'wrong-code': 'The code is not right. Codes change every 30 seconds, and each one works once.',
    'log-in-expired':
      'This log-in took too long, or had too many wrong codes. Begin again with the password.',
    'invalid-refresh-token':
      'The refresh token is damaged, or it was not issued here. Log in again.',
    'refresh-token-reused':
      'This refresh token was used before, so it may have been copied. To protect the account, the session was ended. Log in again.',
    'not-signed-in': 'You are not logged in. Log in and try again.',
    'address-unverified':
      'This account must first confirm its email address. Log in with a browser to get a new link by mail.',
    'mfa-enrolment-required':
      'This account needs an authenticator app. Log in with a browser, and set one up on the security page.',
    'not-allowed': 'Your account does not have permission to do this.',
    'cross-site':
      'This request came from another site, so nothing was changed. Open the page here and try again.',
    'not-removable':
      'This one must stay: recovery codes go together with the authenticator app, and the last way to log in, or the last second factor where one is needed, stays.',
    'not-found': 'There is nothing at this address. Check the path, and the ID in it.',
    'method-not-allowed': 'This address does not accept the method of this request.',
    'too-large': 'The request is too large. Send less at once.',
    'unsupported-media-type':
      'The body is not of a kind that is accepted here. Send it as “application/json”, uncompressed.',
    'wrong-host': 'This address does not belong to this app. Check that it is typed correctly.',
    'too-many-requests':
      'There were too many attempts. Wait as many seconds as the header “Retry-After” says, then try again.',
    'internal-error': 'Something went wrong on our side. Try again in a moment.',
    'unknown-coding':
      'The body has a transfer coding that is not supported. Send it whole or in chunks.',
    'too-busy': 'We are very busy at the moment. Try again in a few seconds.',
    unavailable:
      'We cannot reach our database at the moment. Nothing was changed. Try again in a few seconds.',
  } satisfies Record<ProblemCode, string>,
  /** What is wrong with one part of a request. */
  faults: {
    notJson: 'This is not a JSON object in UTF-8 that names each member once.',
    notForm: 'This is not a web form in UTF-8 that names each field once.',
    unknown: 'This is not expected. Leave it out.',
    form: 'This does not have the form that is expected.',
    missing: {
      string: 'This is missing. Send text.',
      array: 'This is missing. Send a list.',
      object: 'This is missing. Send a JSON object.',
      boolean: 'This is missing. Send true or false.',
      number: 'This is missing. Send a number.',
      int: 'This is missing. Send a whole number.',
    },
    wrongKind: {
      string: 'Send text here.',
      array: 'Send a list here.',
      object: 'Send a JSON object here.',
      boolean: 'Send true or false here.',
      number: 'Send a number here.',
      int: 'Send a whole number here.',
    },
    /** Of a kind that has no words above. */
    missingKind: 'This is missing. Send a value of the type “{kind}”.',
    anotherKind: 'Send a value of the type “{kind}” here.',
    atMost: {
      string: {
        one: 'Send at most {n} character here.',
        other: 'Send at most {n} characters here.',
      },
      array: { one: 'Send at most {n} entry here.', other: 'Send at most {n} entries here.' },
    },
    atLeast: {
      string: {
        one: 'Send at least {n} character here.',
        other: 'Send at least {n} characters here.',
      },
      array: { one: 'Send at least {n} entry here.', other: 'Send at least {n} entries here.' },
    },
    /** Of a kind that is not counted in anything above. */
    highest: 'Send at most {limit} here.',
    lowest: 'Send at least {limit} here.',
  },
} as const

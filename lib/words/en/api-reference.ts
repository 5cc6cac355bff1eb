/** The frame of the API reference. What it shows of the OpenAPI description stays in English. */
import type { Operation } from '@/lib/api/operations'

export const apiReference = {
  title: 'API',
  description:
    'Every operation of the Bearer API: what it takes, what it answers, and each problem by its name.',
  onThisPage: 'On this page',
  lead: 'For devices and programs. They log in once, keep a refresh token, and send a short-lived access token with each request. Requests and answers are JSON, cookies are never read, and each problem has a stable `code`.',
  alsoFor: 'Access tokens are also for {services}.',
  verifying:
    'Other services verify them on their own with {keys}. Programs read this page as {openapi} (OpenAPI 3.1).',
  access: {
    bearer: 'Needs an access token.',
    anyone: 'Needs no token in its header.',
  } as const satisfies Record<Operation['access'], string>,
  takesForms: 'The body may be a web form as well.',
  body: 'Body',
  optional: 'optional',
  answer: 'Answer {status}',
  withoutBody: 'without a body',
  problems: 'Problems',
  problemsLead:
    'A refused request is answered with `application/problem+json` (RFC 9457). Rely on the `code`: it stays the same, while the words may change. You may send the same request again after 503, and after 429 once `Retry-After` seconds have passed: a request is carried out completely or not at all.',
} as const

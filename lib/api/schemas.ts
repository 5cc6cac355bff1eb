/** The API's requests and answers. The same schemas parse requests and describe the API. */
import { z } from 'zod'
import { LOCALES } from '@/lib/base/locales'
import { MAX_PASSWORD_BYTES } from '@/lib/passwords/policy'
import { MAX_TOKEN_LENGTH } from '@/lib/tokens/compact'

const audience = z
  .array(z.string().min(1).max(64))
  .min(1)
  .max(20)
  .meta({
    description:
      'The services the access token is for, by their names in `API_AUDIENCES`. Without it: all of them.',
    examples: [['orders']],
  })

export const logInBody = z.strictObject({
  email: z
    .string()
    .max(320)
    .meta({ examples: ['ada@example.com'] }),
  password: z.string().max(MAX_PASSWORD_BYTES),
  device: z
    .string()
    .max(200)
    .optional()
    .meta({
      description: 'What the device calls itself; its owner sees it among their sessions.',
      examples: ['Kitchen display'],
    }),
  audience: audience.optional(),
})

export const codeBody = z.strictObject({
  pending_token: z.string().max(100).meta({ description: 'From the answer `mfa-required`.' }),
  code: z
    .string()
    .max(100)
    .meta({
      description: 'A code of the authenticator app, or a recovery code.',
      examples: ['123456'],
    }),
})

export const refreshBody = z.strictObject({
  refresh_token: z.string().max(MAX_TOKEN_LENGTH),
  audience: audience.optional(),
})

export const confirmBody = z.strictObject({
  password: z.string().max(MAX_PASSWORD_BYTES),
  code: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Of users with a second factor: a code, as for a log-in.' }),
})

export const revokeBody = z.strictObject({
  token: z.string().max(MAX_TOKEN_LENGTH).meta({ description: 'An access or a refresh token.' }),
  token_type_hint: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Read and not needed: both kinds are looked at (RFC 7009 §2.1).' }),
})

/** @see RFC 6749 §5.1 */
export const tokenAnswer = z.strictObject({
  access_token: z.string().meta({ description: 'A signed JWT (RFC 9068). Send it as `Bearer`.' }),
  token_type: z.literal('Bearer'),
  expires_in: z.int().meta({ description: 'Life of the access token in seconds.' }),
  refresh_token: z.string().meta({
    description:
      'Trade it for the next tokens, and keep it until the answer is stored: asked again with it you get the same successor.',
  }),
  session_id: z.string(),
})

const language = { description: 'A language tag (BCP 47).', examples: ['de'] }

/** The length of a name is checked with the name. */
export const profileBody = z.strictObject({
  name: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'At most 100 characters on one line; empty for none.' }),
  language: z.enum(LOCALES).optional().meta(language),
})

export const meAnswer = z.strictObject({
  id: z.string().meta({ description: 'The `sub` of every token of this user.' }),
  email: z.string(),
  email_verified: z
    .boolean()
    .meta({ description: 'True once the user has shown that mail to this address reaches them.' }),
  name: z.string(),
  language: z
    .string()
    .nullable()
    .meta({ ...language, description: `${language.description} Null if none was chosen.` }),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
})

export const confirmAnswer = tokenAnswer.omit({ refresh_token: true })

const moment = z.iso.datetime().meta({ description: 'In UTC.' })

export const sessionsAnswer = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      current: z.boolean().meta({ description: 'True for the one whose token asks.' }),
      kind: z.enum(['web', 'device']),
      device: z.string().nullable().meta({ description: 'What the device calls itself.' }),
      label: z.string().nullable().meta({ description: 'What the user calls the device.' }),
      browser: z.string(),
      system: z.string(),
      network: z.string().meta({ description: 'The IP address it was last seen at.' }),
      persistent: z.boolean(),
      created_at: moment,
      last_seen_at: moment,
    }),
  ),
  next: z
    .string()
    .nullable()
    .meta({ description: 'What to ask for as `after` to get the next page; null at the end.' }),
})

/** One shape for every kind: what a kind has not is null. */
export const factorsAnswer = z.strictObject({
  factors: z.array(
    z.strictObject({
      id: z.string().meta({ description: 'What removes it.' }),
      kind: z.enum(['authenticator', 'recovery-codes', 'passkey']),
      created_at: moment,
      last_used_at: moment.nullable(),
      left: z
        .int()
        .nullable()
        .meta({ description: 'Of recovery codes: how many are not used yet.' }),
    }),
  ),
})

/** The names of the schemas in the OpenAPI document. */
export const SCHEMAS = {
  LogIn: logInBody,
  Code: codeBody,
  Refresh: refreshBody,
  Confirm: confirmBody,
  Revoke: revokeBody,
  Profile: profileBody,
  Tokens: tokenAnswer,
  AccessToken: confirmAnswer,
  User: meAnswer,
  Sessions: sessionsAnswer,
  Factors: factorsAnswer,
}

/** @see RFC 9457 */
export const problemAnswer = z.strictObject({
  type: z.url().meta({ description: 'Where the code is explained.' }),
  status: z.int(),
  title: z.string().meta({ description: 'What went wrong, in English.' }),
  detail: z.string().meta({
    description:
      'What went wrong and what to do about it, for users: in the language of `Accept-Language`, as `Content-Language` says.',
  }),
  code: z.string().meta({ description: 'Stable: programs go by this.' }),
  error: z.string().optional().meta({ description: 'The same in the words of OAuth.' }),
  errors: z
    .array(z.strictObject({ field: z.string(), message: z.string() }))
    .optional()
    .meta({
      description: 'What is wrong with which part of the request, in the language of `detail`.',
    }),
  pending_token: z
    .string()
    .optional()
    .meta({ description: 'With `mfa-required`: what `POST /auth/code` needs, for ten minutes.' }),
  methods: z
    .array(z.enum(['authenticator', 'recovery-code']))
    .optional()
    .meta({ description: 'With `mfa-required`: which codes the user may have.' }),
})

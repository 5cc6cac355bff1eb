/** Tokens that an attacker makes from a valid token and the public keys. All must be refused. */
import { createHash, createPublicKey } from 'node:crypto'
import type { JWK } from 'jose'
import vectors from '../vectors/wycheproof-jws.json' with { type: 'json' }
import { encode, forge, forgingKey, hmacKey, partsOf, withTrailingBits, type Json } from './tokens'

export interface Attack {
  name: string
  token: string
}

/** Ids of the first and last published vector with ES256 signature values out of range. */
const PSYCHIC_SIGNATURES = [379, 401] as const

/**
 * `npm run test:long -- attacks` sends every published vector. They are signed by keys that are not
 * ours; attacks on our own keys are all sent.
 */
const STEP = process.env.EVERYTHING ? 1 : 8

/**
 * @param listener a URL of the attacker, which the server must never request
 */
export async function attacksOn(token: string, jwk: JWK, listener: string): Promise<Attack[]> {
  const live = parse(token)
  return [
    ...unsigned(live),
    ...edited(live),
    ...(await withKeysOfTheirs(live, listener)),
    ...withThePublicKey(live, jwk),
    ...misspelt(live),
    ...published(live),
  ]
}

interface Live {
  parts: [string, string, string]
  header: Json
  claims: Json
}

function parse(token: string): Live {
  const parts = partsOf(token)
  const [header, claims] = parts
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json)
  return { parts, header: header ?? {}, claims: claims ?? {} }
}

function unsigned({ parts: [header, payload, signature], header: head, claims }: Live): Attack[] {
  const wish = encode({ ...claims, roles: ['administrator'] })
  const algorithms = ['none', 'None', 'NONE', 'nOnE', '', undefined, null]
  return [
    ...algorithms.flatMap((alg) => {
      const data = `${encode({ ...head, alg })}.${wish}`
      return named(`JA-01 alg ${String(alg)}`, [data, `${data}.`, `${data}.${signature}`])
    }),
    ...named('JA-02 no signature', [`${header}.${payload}`, `${header}.${payload}.`]),
    ...named('JA-05 parts', [
      '.',
      '..',
      `.${payload}.${signature}`,
      `${header}..${signature}`,
      `${header}.${payload}.${signature}.x`,
      `${header}.${payload}.${signature}.x.y`,
    ]),
  ]
}

function edited({ parts: [header, payload, signature], header: head, claims }: Live): Attack[] {
  const changes: Json[] = [
    { sub: 'usr_admin' },
    { roles: ['administrator'] },
    { exp: 9_999_999_999 },
    { ver: 99 },
    { gen: 99 },
    { aud: ['other'] },
  ]
  return [
    ...changes.flatMap((change) =>
      named(`JA-03 ${Object.keys(change).join()}`, [
        `${header}.${encode({ ...claims, ...change })}.${signature}`,
      ]),
    ),
    ...named('JA-04 header', [
      `${encode({ ...head, cty: 'x' })}.${payload}.${signature}`,
      `${encode({ ...head, typ: undefined })}.${payload}.${signature}`,
      `${encode({ ...head, crit: ['b64'], b64: false })}.${payload}.${signature}`,
    ]),
    ...named('JA-30 deep', [`${header}.${encode('['.repeat(1500))}.${signature}`]),
  ]
}

async function withKeysOfTheirs({ header, claims }: Live, listener: string): Promise<Attack[]> {
  const wish = { ...claims, roles: ['administrator'] }
  const kid = String(header.kid)
  const own = await Promise.all(
    (['ES256', 'EdDSA', 'RS256', 'HS256'] as const).map((name) => forgingKey(name, kid)),
  )
  const [, , theirs] = own
  const brought: Json[] = [
    { jwk: theirs?.publicKey?.export({ format: 'jwk' }) },
    ...[listener, 'file:///dev/null'].flatMap((url) => [{ jku: url }, { x5u: url }]),
    { x5c: ['MIIB'] },
  ]
  const kids = [
    '../../../../dev/null',
    "x' UNION SELECT '1",
    '`sleep 10`',
    '__proto__',
    'constructor',
    '',
    1,
    {},
    null,
    undefined,
  ]
  return [
    ...own.flatMap((key) =>
      named(`JA-10 ${key.algorithm}`, [
        forge(key, { ...header, alg: key.algorithm }, wish),
        forge(key, header, wish),
      ]),
    ),
    ...brought.flatMap((extra) =>
      theirs
        ? named(`JA-17 ${Object.keys(extra).join()}`, [
            forge(theirs, { ...header, alg: 'RS256', ...extra }, wish),
          ])
        : [],
    ),
    ...kids.flatMap((odd) =>
      named(`JA-23 kid ${JSON.stringify(odd)}`, [
        forge(hmacKey(kid, Buffer.from('\0')), { ...header, alg: 'HS256', kid: odd }, wish),
      ]),
    ),
    ...['', ' ', '\0', 'secret', 'changeme', 'your-256-bit-secret', kid].flatMap((secret) =>
      named('JA-08 known secret', [
        forge(hmacKey(kid, Buffer.from(secret)), { ...header, alg: 'HS256' }, wish),
      ]),
    ),
  ]
}

function withThePublicKey({ header, claims }: Live, jwk: JWK): Attack[] {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  const pem = String(key.export({ type: 'spki', format: 'pem' }))
  const der = key.export({ type: 'spki', format: 'der' })
  const secrets = [
    pem,
    pem.trim(),
    pem.replaceAll('\n', '\r\n'),
    JSON.stringify(jwk),
    jwk.x ?? '',
    String(jwk.kid),
    der,
    createHash('sha256').update(der).digest(),
  ]
  const wish = { ...claims, roles: ['administrator'] }
  return secrets.flatMap((secret) =>
    ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
      named(`JA-06 ${alg}`, [
        forge(
          hmacKey(String(jwk.kid), Buffer.from(secret), alg.replace('HS', 'sha')),
          { ...header, alg },
          wish,
        ),
      ]),
    ),
  )
}

function misspelt({ parts }: Live): Attack[] {
  return parts.flatMap((part, i) => {
    const twin = withTrailingBits(part)
    const spellings = [
      `${part}=`,
      `=${part}`,
      `${part}%20`,
      `${part}%0A`,
      part.replace(/[-_]/, '+'),
      ...(twin ? [twin] : []),
    ]
    return named(
      'JA-13 spelling',
      spellings
        .filter((spelling) => spelling !== part)
        .map((spelling) => parts.with(i, spelling).join('.')),
    )
  })
}

/** Published vectors unchanged, and some of their signatures under the valid token. */
function published({ parts: [header, payload] }: Live): Attack[] {
  const [first, last] = PSYCHIC_SIGNATURES
  return vectors.vectors.flatMap(([id, comment, jws], i) => {
    const [, , signature = ''] = String(jws).split('.')
    const isPsychic = Number(id) >= first && Number(id) <= last
    return named(`Wycheproof ${id} ${comment}`, [
      ...(i % STEP === 0 ? [String(jws)] : []),
      ...(isPsychic ? [`${header}.${payload}.${signature}`] : []),
    ])
  })
}

function named(name: string, tokens: readonly string[]): Attack[] {
  return tokens.map((token) => ({ name, token }))
}

/** Reads status lists as another service does: by the draft, without our own code. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import { publicKeySet } from '@/lib/keys/signing-keys'
import { statusList } from '@/lib/status-lists/list'

const claimsOfList = z.strictObject({
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  ttl: z.int().positive(),
  status_list: z.strictObject({ bits: z.literal(1), lst: z.string() }),
})

const claimsOfToken = z.object({
  status: z.object({ status_list: z.object({ idx: z.int(), uri: z.string() }) }),
})

/** The claims of a list that is valid at `now`, and the indexes it marks INVALID. */
export async function readList(token: string, now: Date) {
  const keys = createLocalJWKSet(await publicKeySet(now))
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    typ: 'statuslist+jwt',
    currentDate: now,
  })
  const claims = claimsOfList.parse(payload)
  return { header: protectedHeader, claims, invalid: invalidIn(claims.status_list.lst) }
}

/** The indexes that a list of single bits marks INVALID. */
export function invalidIn(encoded: string): number[] {
  const bytes = inflateSync(Buffer.from(encoded, 'base64url'))
  return [...bytes].flatMap((byte, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) % 2 === 1).map((bit) => i * 8 + bit),
  )
}

/** The list and index that an access token names for its session. */
export function placeIn(accessToken: string): { idx: number; uri: string } {
  return claimsOfToken.parse(decodeJwt(accessToken)).status.status_list
}

/** Whether the list that an access token names says that its session has ended. */
export async function isToldEnded(accessToken: string, now: Date): Promise<boolean> {
  const { idx, uri } = placeIn(accessToken)
  const list = await statusList(uri.split('/').at(-1) ?? '', now)
  if (list === null) throw new Error(`There is no ${uri}`)
  const { claims, invalid } = await readList(list, now)
  if (claims.sub !== uri) throw new Error(`${uri} is the list ${claims.sub}`)
  return invalid.includes(idx)
}

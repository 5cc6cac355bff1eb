/** Proofs that the client of a bound token holds its key (RFC 9449). */
import { base64url, calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import { TokenRefused } from './errors.js'

/** What a service passes on of a request. */
export interface ServiceRequest {
  /** The `Authorization` header. */
  readonly authorization: string | null | undefined
  /** The `DPoP` header. */
  readonly dpop?: string | null | undefined
  readonly method: string
  /** As clients write it: behind a proxy, that begins with the proxy's origin. */
  readonly url: string
}

/**
 * Notes a proof, for services of several processes: they share what they have seen.
 *
 * @param seconds for which it must be kept
 * @returns true if nobody noted it before
 */
export type NoteProof = (id: string, seconds: number) => boolean | Promise<boolean>

/** A token with the thumbprint of the key that it is bound to. */
interface BoundToken {
  readonly token: string
  readonly jkt: string
}

export type CheckProof = (bound: BoundToken, request: ServiceRequest) => Promise<void>

/** What clients may sign proofs with; a challenge names them. */
export const PROOF_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256']
/** Keeps other kinds of JWT from passing for a proof (RFC 9449 §4.2). */
const TYPE = 'dpop+jwt'
/** A client makes a proof for each request, so an older one is a copy. */
const LIFE_SECONDS = 60
const MAX_LENGTH = 4000
const MAX_ID_LENGTH = 256

interface Rules {
  readonly now: () => Date
  readonly toleranceSeconds: number
  readonly noteProof?: NoteProof | undefined
}

/**
 * @returns what checks a proof: that the token's key signed it for this token and this request, now,
 *   and that it was not used before
 * @see RFC 9449 §4.3, §7.1
 */
export function proofChecker({ now, toleranceSeconds, noteProof }: Rules): CheckProof {
  const note = noteProof ?? memory(now)
  const keptSeconds = LIFE_SECONDS + 2 * toleranceSeconds
  return async ({ token, jkt }, { dpop, method, url }) => {
    const { payload, jwk } = await signedProof(dpop ?? '', { now, toleranceSeconds })
    const { htm, htu, ath, jti } = payload
    const isForThis =
      htm === method && isSameUrl(htu, url) && ath === (await hashOf(token)) && isId(jti)
    if (!isForThis || (await calculateJwkThumbprint(jwk)) !== jkt) {
      throw new TokenRefused('invalid-proof')
    }
    // Last, so that only those who hold the key of a good token are remembered.
    if (!(await note(`${jkt} ${jti}`, keptSeconds))) throw new TokenRefused('invalid-proof')
  }
}

async function signedProof(proof: string, { now, toleranceSeconds }: Rules) {
  if (proof === '' || proof.length > MAX_LENGTH) throw new TokenRefused('invalid-proof')
  const verified = await jwtVerify(proof, EmbeddedJWK, {
    algorithms: PROOF_ALGORITHMS,
    typ: TYPE,
    maxTokenAge: LIFE_SECONDS,
    currentDate: now(),
    clockTolerance: toleranceSeconds,
  }).catch(() => {
    // Whatever is wrong with it, the client sent it so: a key that is none is not an error of jose.
    throw new TokenRefused('invalid-proof')
  })
  const { payload, protectedHeader } = verified
  if (!protectedHeader.jwk) throw new TokenRefused('invalid-proof')
  return { payload, jwk: protectedHeader.jwk }
}

/** Without query and fragment (RFC 9449 §4.2), and in one spelling (§4.3). */
function isSameUrl(htu: unknown, url: string): boolean {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return false
  return placeOf(htu) === placeOf(url)
}

function placeOf(text: string): string {
  const { origin, pathname } = new URL(text)
  return origin + pathname
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return base64url.encode(new Uint8Array(hash))
}

function isId(jti: unknown): jti is string {
  return typeof jti === 'string' && jti !== '' && jti.length <= MAX_ID_LENGTH
}

/** Remembers proofs in this process, each for as long as it could come again. */
function memory(now: () => Date): NoteProof {
  // In the order of their ends, since all are kept for the same time.
  const endOf = new Map<string, number>()
  return (id, seconds) => {
    const time = now().getTime()
    for (const [known, end] of endOf) {
      if (end > time) break
      endOf.delete(known)
    }
    if (endOf.has(id)) return false
    endOf.set(id, time + seconds * 1000)
    return true
  }
}

/** An authenticator in software, which can also do what no browser would. */
import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'
import type { UserId } from '@/lib/base/ids'

/** What can be wrong with an answer. */
export interface Twist {
  type?: string
  origin?: string
  rpId?: string
  crossOrigin?: boolean
  /** User present, user verified. */
  flags?: { up?: boolean; uv?: boolean }
  counter?: number
  userHandle?: string | undefined
  /** Signs other bytes than it sends. */
  forged?: boolean
}

type Algorithm = 'ES256' | 'EdDSA' | 'RS256' | 'ES384'

const ORIGIN = 'http://localhost:3000'
const RP_ID = 'localhost'

const FLAGS = { up: 0x01, uv: 0x04, be: 0x08, bs: 0x10, at: 0x40 }

export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url')
  private readonly keys
  private readonly algorithm: Algorithm
  private readonly synced: boolean
  /** What it shows next; authenticators of password managers do not count. */
  counter = 0

  constructor({ algorithm = 'ES256' as Algorithm, synced = true } = {}) {
    this.algorithm = algorithm
    this.synced = synced
    this.keys = keyPair(algorithm)
  }

  /** The answer of `navigator.credentials.create`, as JSON. */
  create(challenge: string, twist: Twist & { attestation?: Buffer } = {}): string {
    const clientData = clientDataOf('webauthn.create', challenge, twist)
    const id = Buffer.from(this.id, 'base64url')
    const authData = Buffer.concat([
      this.head(twist, FLAGS.at),
      Buffer.alloc(16),
      uint(id.length, 2),
      id,
      coseKey(this.keys.publicKey, this.algorithm),
    ])
    const attestation =
      twist.attestation ??
      cbor(
        new Map<string, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
    return JSON.stringify({
      ...this.named(),
      response: {
        attestationObject: attestation.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        transports: ['internal'],
      },
    })
  }

  /** The answer of `navigator.credentials.get`, as JSON. */
  get(challenge: string, userId: UserId, twist: Twist = {}): string {
    const clientData = clientDataOf('webauthn.get', challenge, twist)
    const authData = this.head(twist, 0)
    const hash = createHash('sha256').update(clientData).digest()
    const signed = Buffer.concat([authData, hash, ...(twist.forged ? [Buffer.from('x')] : [])])
    const handle = 'userHandle' in twist ? twist.userHandle : userId
    return JSON.stringify({
      ...this.named(),
      response: {
        authenticatorData: authData.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        signature: signatureOf(signed, this.keys.privateKey, this.algorithm).toString('base64url'),
        ...(handle !== undefined && { userHandle: Buffer.from(handle).toString('base64url') }),
      },
    })
  }

  private named() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} }
  }

  private head({ rpId = RP_ID, flags = {}, counter }: Twist, more: number): Buffer {
    const { up = true, uv = true } = flags
    const bits =
      more + (up ? FLAGS.up : 0) + (uv ? FLAGS.uv : 0) + (this.synced ? FLAGS.be | FLAGS.bs : 0)
    return Buffer.concat([
      createHash('sha256').update(rpId).digest(),
      uint(bits, 1),
      uint(counter ?? this.counter, 4),
    ])
  }
}

function clientDataOf(usual: string, challenge: string, twist: Twist): Buffer {
  const { type = usual, origin = ORIGIN, crossOrigin = false } = twist
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }))
}

function keyPair(algorithm: Algorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519')
  if (algorithm === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return generateKeyPairSync('ec', { namedCurve: algorithm === 'ES256' ? 'P-256' : 'P-384' })
}

function signatureOf(data: Buffer, key: KeyObject, algorithm: Algorithm): Buffer {
  if (algorithm === 'EdDSA') return sign(null, data, key)
  return createSign(algorithm === 'ES384' ? 'sha384' : 'sha256')
    .update(data)
    .sign(key)
}

/** @see RFC 9053 §7 */
function coseKey(key: KeyObject, algorithm: Algorithm): Buffer {
  const jwk = key.export({ format: 'jwk' })
  const bytes = (text: string | undefined) => Buffer.from(text ?? '', 'base64url')
  const rows: Readonly<Record<Algorithm, [number, Cbor][]>> = {
    ES256: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ],
    ES384: [
      [1, 2],
      [3, -35],
      [-1, 2],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ],
    EdDSA: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(jwk.x)],
    ],
    RS256: [
      [1, 3],
      [3, -257],
      [-1, bytes(jwk.n)],
      [-2, bytes(jwk.e)],
    ],
  }
  return cbor(new Map(rows[algorithm]))
}

export type Cbor = string | number | Buffer | Cbor[] | Map<string | number, Cbor>

/** @see RFC 8949 §3 */
export function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  const entries = [...value].flatMap(([name, one]) => [cbor(name), cbor(one)])
  return Buffer.concat([head(5, value.size), ...entries])
}

function head(major: number, count: number): Buffer {
  const kind = major << 5
  if (count < 24) return uint(kind | count, 1)
  if (count < 0x100) return Buffer.concat([uint(kind | 24, 1), uint(count, 1)])
  return Buffer.concat([uint(kind | 25, 1), uint(count, 2)])
}

function uint(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

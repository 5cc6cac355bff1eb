/** Writes a status list down: a bit for each place. @see draft-ietf-oauth-status-list-20 §4 */
import { promisify } from 'node:util'
import { constants, deflate } from 'node:zlib'
import { LIST_SIZE } from '@/db/queries/installation'

/** INVALID, the one status besides VALID that a bit can tell. */
const INVALID = 1

/** A list in which the sessions at these positions have ended, and no others. */
export function bitsOf(ended: Iterable<number>): Buffer {
  const bits = Buffer.alloc(LIST_SIZE / 8)
  for (const position of ended) {
    const byte = position >> 3
    bits.writeUInt8(bits.readUInt8(byte) | (INVALID << (position & 7)), byte)
  }
  return bits
}

/** The list in which every session has ended. */
export function allEnded(): Buffer {
  return Buffer.alloc(LIST_SIZE / 8, 0xff)
}

/**
 * Made for single bits that lie far apart: a hundredth of the time of the default, which looks for
 * longer repetitions and finds none, for a list of the same length.
 */
const COMPRESSION = { level: 9, strategy: constants.Z_RLE }

/** The list as it stands in a token, compressed beside the event loop. */
export async function encodeBits(bits: Buffer): Promise<string> {
  return (await promisify(deflate)(bits, COMPRESSION)).toString('base64url')
}

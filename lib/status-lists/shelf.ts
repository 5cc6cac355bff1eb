/** Signed lists that were asked for of late. */
import { env } from '@/lib/base/env'
import { MINUTE, toNumericDate } from '@/lib/base/time'
import { encodeBits } from './bits'
import type { Moment } from './moment'
import { listUri } from './places'
import { signStatusList } from './sign'

/** How long a list stays as it was signed while nothing changes, in seconds. */
const KEPT = MINUTE

interface Signed {
  readonly token: string
  readonly bits: Buffer
  readonly keyId: string
  readonly issuedAt: number
}

export class Shelf {
  readonly #lists = new Map<number, { moment: Moment; signed: Promise<Signed> }>()
  readonly #room: number
  readonly #bitsOf: (moment: Moment, list: number) => Buffer

  constructor(room: number, bitsOf: (moment: Moment, list: number) => Buffer) {
    this.#room = room
    this.#bitsOf = bitsOf
  }

  /** The list as of `moment`: made once, whoever asks for it meanwhile. */
  async take(list: number, moment: Moment): Promise<string> {
    const last = this.#lists.get(list)
    const signed = last?.moment === moment ? last.signed : this.#renew(list, moment, last?.signed)
    // Those asked for last are the last ones of a Map.
    this.#lists.delete(list)
    this.#lists.set(list, { moment, signed })
    const [oldest = list] = this.#lists.keys()
    if (this.#lists.size > this.#room) this.#lists.delete(oldest)
    return (await signed).token
  }

  async #renew(list: number, moment: Moment, before?: Promise<Signed>): Promise<Signed> {
    const bits = this.#bitsOf(moment, list)
    const last = await before?.catch(() => null)
    return last && isStillGood(last, bits, moment) ? last : sign(list, bits, moment)
  }
}

function isStillGood(signed: Signed, bits: Buffer, { at, key }: Moment): boolean {
  const age = toNumericDate(at) - signed.issuedAt
  // A clock that was set back makes it younger than nothing.
  return signed.keyId === key.id && age >= 0 && age < KEPT && signed.bits.equals(bits)
}

async function sign(list: number, bits: Buffer, { at, key }: Moment): Promise<Signed> {
  const issuedAt = toNumericDate(at)
  const uri = listUri(list, env().appOrigin)
  const token = await signStatusList({ uri, issuedAt, encoded: await encodeBits(bits) }, key)
  return { token, bits, keyId: key.id, issuedAt }
}

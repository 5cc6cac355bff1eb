/** Caches recently requested signed lists. */
import { env } from '@/lib/base/env'
import { MINUTE, toNumericDate } from '@/lib/base/time'
import { encodeBits } from './bits'
import type { Moment } from './moment'
import { listUri } from './positions'
import { signStatusList } from './sign'

/** How long an unchanged list keeps its signature, in seconds. */
const REUSE_TIME = MINUTE

interface Signed {
  readonly token: string
  readonly bits: Buffer
  readonly keyId: string
  readonly issuedAt: number
}

export class Shelf {
  readonly #lists = new Map<number, { moment: Moment; signed: Promise<Signed> }>()
  readonly #capacity: number
  readonly #bitsOf: (moment: Moment, list: number) => Buffer

  constructor(capacity: number, bitsOf: (moment: Moment, list: number) => Buffer) {
    this.#capacity = capacity
    this.#bitsOf = bitsOf
  }

  /** The list as of `moment`. Concurrent calls share one signature. */
  async take(list: number, moment: Moment): Promise<string> {
    const last = this.#lists.get(list)
    const signed = last?.moment === moment ? last.signed : this.#update(list, moment, last?.signed)
    // A Map keeps the order of insertion, so the most recently requested list is last.
    this.#lists.delete(list)
    this.#lists.set(list, { moment, signed })
    const [oldest = list] = this.#lists.keys()
    if (this.#lists.size > this.#capacity) this.#lists.delete(oldest)
    return (await signed).token
  }

  async #update(list: number, moment: Moment, previous?: Promise<Signed>): Promise<Signed> {
    const bits = this.#bitsOf(moment, list)
    const last = await previous?.catch(() => null)
    return last && isStillValid(last, bits, moment) ? last : sign(list, bits, moment)
  }
}

function isStillValid(signed: Signed, bits: Buffer, { at, key }: Moment): boolean {
  const age = toNumericDate(at) - signed.issuedAt
  // The age is negative after the clock was set back.
  return signed.keyId === key.id && age >= 0 && age < REUSE_TIME && signed.bits.equals(bits)
}

async function sign(list: number, bits: Buffer, { at, key }: Moment): Promise<Signed> {
  const issuedAt = toNumericDate(at)
  const uri = listUri(list, env().appOrigin)
  const token = await signStatusList({ uri, issuedAt, encoded: await encodeBits(bits) }, key)
  return { token, bits, keyId: key.id, issuedAt }
}

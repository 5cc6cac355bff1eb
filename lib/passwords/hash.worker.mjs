/** Runs bcrypt off the event loop: one hash takes hundreds of milliseconds. */
import bcrypt from 'bcryptjs'

/** @param {{ secret: string, cost: number }} task */
export function hash({ secret, cost }) {
  return bcrypt.hashSync(secret, cost)
}

/** @param {{ secret: string, hash: string }} task */
export function compare({ secret, hash }) {
  return bcrypt.compareSync(secret, hash)
}

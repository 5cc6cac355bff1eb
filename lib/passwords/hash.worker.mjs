/** Runs bcrypt off the event loop: one hash takes hundreds of milliseconds. */
import bcrypt from 'bcryptjs'
import './priority.mjs'

/** @param {{ secret: string, cost: number }} task */
export function hash({ secret, cost }) {
  return bcrypt.hashSync(secret, cost)
}

/**
 * Does the work of a hash of the cost `workOf`, even when `hash` is cheaper. Each cost takes twice
 * the work of the one below, so hashing once at each cost from its own up adds the rest.
 *
 * @param {{ secret: string, hash: string, workOf: number }} task
 */
export function compare({ secret, hash, workOf }) {
  const matches = bcrypt.compareSync(secret, hash)
  for (let cost = bcrypt.getRounds(hash); cost < workOf; cost += 1) bcrypt.hashSync(secret, cost)
  return matches
}

/** Prints how long one password hash of the default cost takes, in milliseconds. */
import { hashSync } from 'bcryptjs'

const COST = 12
const TIMES = 9

hashSync('warm up', COST)
const took = Array.from({ length: TIMES }, () => {
  const startedAt = performance.now()
  hashSync('eleven lanterns over quiet harbour', COST)
  return performance.now() - startedAt
})
console.log(took.sort((a, b) => a - b)[Math.floor(TIMES / 2)])

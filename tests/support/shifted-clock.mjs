/**
 * Loaded into a server before anything else (`--import`): its `Date` runs ahead of or behind the
 * machine's by the milliseconds in the file GATEHOUSE_CLOCK, which a test may change at any time.
 *
 * Only `Date` is moved, also in the context the middleware runs in: timers and `performance` go on
 * as they do when an administrator sets the clock.
 */
import { readFileSync } from 'node:fs'
import vm from 'node:vm'

const file = process.env.GATEHOUSE_CLOCK
const offset = () => Number(readFileSync(file, 'utf8'))

/** As text, because each context has a Date of its own. */
const SHIFT = `(offset) => {
  const Real = globalThis.Date
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + offset())
      else super(...given)
    }
    static now() {
      return Real.now() + offset()
    }
    // Next.js puts another Date in the place of this one, and takes what is its own along alone.
    static UTC(...given) {
      return Real.UTC(...given)
    }
    static parse(text) {
      return Real.parse(text)
    }
  }
}`

if (file) {
  vm.runInThisContext(SHIFT)(offset)
  const { createContext } = vm
  vm.createContext = (...given) => {
    const context = createContext(...given)
    vm.runInContext(SHIFT, context)(offset)
    return context
  }
}

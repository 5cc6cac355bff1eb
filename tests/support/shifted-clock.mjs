/**
 * Loaded into a server before anything else (`--import`): shifts its `Date` by the milliseconds in
 * the file GATEHOUSE_CLOCK, which a test may change at any time.
 *
 * It shifts only `Date`, also in the context of the middleware: timers and `performance` go on, as
 * they do when an administrator sets the clock.
 */
import { readFileSync } from 'node:fs'
import vm from 'node:vm'

const file = process.env.GATEHOUSE_CLOCK
const offset = () => Number(readFileSync(file, 'utf8'))

/** As text, because each context has its own Date. */
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
    // Next.js replaces this Date by another one, and copies only own properties.
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

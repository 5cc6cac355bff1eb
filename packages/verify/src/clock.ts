/** Tells and measures time on machines that sleep, and whose clocks are adjusted. */

/** A moment by both clocks, in milliseconds. */
export interface Moment {
  readonly wall: number
  readonly steady: number
}

export interface Clock {
  now(): Date
  moment(): Moment
  /**
   * The milliseconds since `moment`, by the clock that says more: the wall clock may be set back,
   * and the steady clock stops while the machine sleeps. Either alone could make old data look
   * fresh.
   */
  since(moment: Moment): number
}

export function clockOf(now: () => Date, steady = () => performance.now()): Clock {
  const moment = () => ({ wall: now().getTime(), steady: steady() })
  return {
    now,
    moment,
    since(then) {
      const { wall, steady } = moment()
      return Math.max(wall - then.wall, steady - then.steady)
    },
  }
}

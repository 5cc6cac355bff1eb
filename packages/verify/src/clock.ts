/** What time it is, and how long ago something was, on machines whose clocks are set and that sleep. */

/** A moment, by both clocks. In milliseconds. */
export interface Moment {
  readonly wall: number
  readonly steady: number
}

export interface Clock {
  now(): Date
  moment(): Moment
  /**
   * How long ago that was, in milliseconds, by the clock that says more: the wall clock may be set
   * back, and the steady one stands still while the machine sleeps. Either would keep what it
   * measures fresh for longer than it is.
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

/** Measures calls as CPU time of this process, since time on the clock includes other programs. */

/** The client of every measured call. */
export const FROM = {
  network: '192.0.2.1',
  browser: 'Chrome',
  system: 'macOS',
  device: 'desktop',
} as const

/**
 * Prints the median CPU and wall-clock times of one call, over ten rounds of calls.
 *
 * @returns the CPU time in microseconds
 */
export async function measure(
  name: string,
  times: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const cpu: number[] = []
  const clock: number[] = []
  const calls = Math.ceil(times / 10)
  for (let round = 0; round < (times === 1 ? 1 : 10); round += 1) {
    const before = process.cpuUsage()
    const startedAt = performance.now()
    for (let i = 0; i < calls; i += 1) await work()
    clock.push(((performance.now() - startedAt) * 1000) / calls)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / calls)
  }
  const [used, took] = [median(cpu), median(clock)]
  const column = (value: number) => value.toFixed(0).padStart(7)
  console.log(`  ${name.padEnd(28)} ${column(used)} µs CPU ${column(took)} µs`)
  return used
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Measures where the wall-clock time of a run goes: its parts, and idle cores. */
import { cpus } from 'node:os'

/** Starts now. `timed` measures one part; `told` returns a table of all parts. */
export function startStopwatch() {
  const begin = { at: Date.now(), cores: coreTimes() }
  const parts = []

  return {
    async timed(name, work) {
      const started = Date.now()
      try {
        return await work()
      } finally {
        parts.push({ name, started, ended: Date.now() })
      }
    },
    told() {
      const rows = parts.map(({ name, started, ended }) => {
        return `  ${name.padEnd(9)} ${span(ended - started)}, from ${span(started - begin.at)}`
      })
      const idle = Math.round(100 * idleShare(begin.cores, coreTimes()))
      const total = `Where the ${span(Date.now() - begin.at)} went`
      return [total, ...rows, `  ${idle} % of ${cpus().length} cores idle`].join('\n')
    },
  }
}

/** Milliseconds since the machine started, summed over all cores. */
function coreTimes() {
  const sum = { idle: 0, all: 0 }
  for (const { times } of cpus()) {
    sum.idle += times.idle
    sum.all += Object.values(times).reduce((all, time) => all + time, 0)
  }
  return sum
}

function idleShare(before, after) {
  return (after.idle - before.idle) / Math.max(1, after.all - before.all)
}

/** Minutes and seconds, as in `6:05`. */
function span(milliseconds) {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

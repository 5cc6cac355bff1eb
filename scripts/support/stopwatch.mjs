/** Where the wall time of a run goes: its parts, and the cores that nobody used. */
import { cpus } from 'node:os'

/** Starts now. `timed` notes how long a part takes; `told` is a table of them for people. */
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

/** Milliseconds of all cores together since the machine started. */
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

/** As in `6:05`, in minutes and seconds. */
function span(milliseconds) {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

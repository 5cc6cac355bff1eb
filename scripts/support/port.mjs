/** Checks that the port is free before a long build. */
import { createServer } from 'node:net'
import { Failure } from './failure.mjs'

const FAULTS = {
  EADDRINUSE:
    'is already in use: stop the other program, or choose another, as in `PORT=3001 npm start`',
  EACCES: 'may not be used by this user: choose one above 1023 with PORT',
}

/** Ignores a `port` that is not a number: the settings check reports it with all other faults. */
export function requireFreePort(port) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return undefined
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      reject(
        new Failure(`Port ${port} ${FAULTS[error.code] ?? `cannot be used: ${error.message}`}.`),
      )
    })
    probe.listen(Number(port), () => probe.close(resolve))
  })
}

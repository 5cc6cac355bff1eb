/** The id of the current trace, if traces are on. */
import { processWide } from '@/lib/base/process-wide'

// A function to be set later: only server.ts loads the libraries for traces.
const trace = processWide('trace-id', (): { find?: () => string | null } => ({}))

export function currentTraceId(): string | null {
  return trace().find?.() ?? null
}

/** Sets the function that finds the trace id, once traces are on. */
export function setTraceIdFinder(find: () => string | null): void {
  trace().find = find
}

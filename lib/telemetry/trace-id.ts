/** Which trace is being recorded, while traces are on. */
import { processWide } from '@/lib/base/process-wide'

// Only the server loads the libraries for traces; see server.ts.
const trace = processWide('trace-id', (): { find?: () => string | null } => ({}))

export function currentTraceId(): string | null {
  return trace().find?.() ?? null
}

/** Says how to find it, once traces are on. */
export function findTraceIdBy(find: () => string | null): void {
  trace().find = find
}

/** Which trace is being recorded, while traces are on. */

// The server alone loads what traces need; see server.ts.
const KEY = Symbol.for('gatehouse.trace-id')
const shared = globalThis as typeof globalThis & { [KEY]?: () => string | null }

export function currentTraceId(): string | null {
  return shared[KEY]?.() ?? null
}

/** Says how to find it, once traces are on. */
export function findTraceIdBy(find: () => string | null): void {
  shared[KEY] = find
}

/** Shares one value across the whole process. */

const shared = globalThis as typeof globalThis & Record<symbol, unknown>

/**
 * A value that the whole process shares, created on first use.
 *
 * A module variable does not work: Next.js bundles pages separately from the server, and each
 * bundle has its own version of every module.
 *
 * @param name unique within Gatehouse.
 * @returns a function that gets the value.
 */
export function processWide<T>(name: string, create: () => T): () => T {
  const key = Symbol.for(`gatehouse.${name}`)
  // Safe: each name is used in one place, with one type.
  return () => (shared[key] ??= create()) as T
}

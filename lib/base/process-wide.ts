/** Keeps one value for the process. */

const shared = globalThis as typeof globalThis & Record<symbol, unknown>

/**
 * A value that the whole process shares, made when it is first asked for.
 *
 * A variable of a module will not do: Next.js bundles pages apart from the server, and each bundle
 * holds its own copy of every module.
 *
 * @param name unique within Gatehouse.
 * @returns how to get the value.
 */
export function processWide<T>(name: string, make: () => T): () => T {
  const key = Symbol.for(`gatehouse.${name}`)
  // Safe because each name is used in one place, with one type.
  return () => (shared[key] ??= make()) as T
}

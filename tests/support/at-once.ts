/** Does the same to many things, some of them at a time. */
const AT_ONCE = 8

/** @returns what `act` made of each, in their order */
export async function severalAtOnce<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  // One iterator for all of them: each takes what the others have left.
  const left = items.entries()
  const work = async () => {
    for (const [i, item] of left) results[i] = await act(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

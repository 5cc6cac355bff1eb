/** Runs one function on many items, several at a time. */
const AT_ONCE = 8

/** @returns the results of `act`, in the order of the items */
export async function severalAtOnce<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  // All workers share one iterator, so each takes the next free item.
  const left = items.entries()
  const work = async () => {
    for (const [i, item] of left) results[i] = await act(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

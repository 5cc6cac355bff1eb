/** Milliseconds from now to `point`; 0 once it has passed. */
export function millisUntil(point: Date): number {
  return Math.max(0, point.getTime() - Date.now())
}

/**
 * The title of a page behind a guard. It is part of what the page renders, so it is said to people
 * whom the guard has let in; metadata would be sent to everyone who asks.
 */
export function Title({ children }: { children: string }) {
  return <title>{`${children} · Gatehouse`}</title>
}

/**
 * The title of a page behind a guard. The page renders it, so that only users whom the guard admits
 * receive it; metadata would be sent to every client.
 */
export function Title({ children }: { children: string }) {
  return <title>{`${children} · Gatehouse`}</title>
}

interface Seen {
  /** What it calls itself, where it is no browser. */
  deviceName?: string | null
  browser: string | null
  system: string | null
}

/** `Kitchen display`, `Chrome on macOS`, or as much of it as is known. */
export function deviceName({ deviceName: own, browser, system }: Seen): string {
  const known = [browser, system].filter((part) => part && part !== 'Unknown').join(' on ')
  // Whoever logs in chooses the name, so what is known of them stands beside it.
  if (own) return known ? `${own} (${known})` : own
  return known || 'Unknown device'
}

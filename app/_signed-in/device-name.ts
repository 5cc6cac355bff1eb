interface Seen {
  /** What it calls itself, where it is no browser. */
  deviceName?: string | null
  browser: string | null
  system: string | null
}

/** `Kitchen display`, `Chrome on macOS`, or as much of it as is known. */
export function deviceName({ deviceName: own, browser, system }: Seen): string {
  if (own) return own
  const known = [browser, system].filter((part) => part && part !== 'Unknown')
  return known.length > 0 ? known.join(' on ') : 'Unknown device'
}

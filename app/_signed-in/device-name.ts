interface Seen {
  browser: string | null
  system: string | null
}

/** `Chrome on macOS`, or as much of it as is known. */
export function deviceName({ browser, system }: Seen): string {
  const known = [browser, system].filter((part) => part && part !== 'Unknown')
  return known.length > 0 ? known.join(' on ') : 'Unknown device'
}

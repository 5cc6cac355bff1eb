/** How a client is described of which nothing is known. Database rows contain these words. */
export const UNKNOWN_CLIENT = {
  network: 'unknown',
  browser: 'Unknown',
  system: 'Unknown',
  device: 'unknown',
} as const

/** False for an unknown network, browser or system. */
export function isKnown(part: string | null): part is string {
  return Boolean(part) && part !== UNKNOWN_CLIENT.network && part !== UNKNOWN_CLIENT.browser
}

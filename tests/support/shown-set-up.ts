/** The lines that the page of an application shows to the one who sets it up. */
import { setUpsOf } from '@/lib/apps/set-up'
import type { Registration } from './foreign-app'

/** @param software how the name of the software begins */
export function shownSetUp(
  software: string,
  { issuer, id, secret }: Registration,
  redirectUri: string,
): string {
  const shown = setUpsOf({
    origin: issuer,
    brand: 'Gatehouse',
    app: { id, kind: 'web', redirectUris: [redirectUri] },
    secret,
    placeholders: { secret: 'secret', redirectUri: 'redirect URI' },
  }).find((one) => one.software?.startsWith(software))
  if (!shown) throw new Error(`The page does not tell how to set up ${software}`)
  return shown.lines
}

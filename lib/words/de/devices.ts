import type { Words } from '../catalogues'

export const devices: Words['devices'] = {
  onSystem: '{browser} auf {system}',
  onAndroidTablet: '{browser} auf einem Android-Tablet',
  androidTablet: 'Android-Tablet',
  named: '{name} ({client})',
  numbered: '{name} ({number})',
  unknown: 'Unbekanntes Gerät',
  unknownBrowser: 'Unbekannter Browser',
  unknownNetwork: 'Netzwerk unbekannt',
  thisComputer: 'dieser Computer',
}

/** How devices and networks are called. Lists show these names. */
export const devices = {
  onSystem: '{browser} on {system}',
  onAndroidTablet: '{browser} on an Android tablet',
  androidTablet: 'Android tablet',
  /** A device that chose a name for itself, and what we detected. */
  named: '{name} ({client})',
  /** One of several devices with equal names. */
  numbered: '{name} ({number})',
  unknown: 'Unknown device',
  unknownBrowser: 'Unknown browser',
  unknownNetwork: 'Network unknown',
  thisComputer: 'this computer',
} as const

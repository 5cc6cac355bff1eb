import type { Words } from '../catalogues'

export const footer: Words['footer'] = {
  language: 'Sprache',
  theme: 'Farben',
  system: 'System',
  light: 'Hell',
  dark: 'Dunkel',
  terms: 'Nutzungsbedingungen',
  privacy: 'Datenschutz',
  support: 'Hilfe',
}

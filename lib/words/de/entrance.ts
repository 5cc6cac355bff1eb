import type { Words } from '../catalogues'

export const entrance: Words['entrance'] = {
  promise:
    'Du siehst alle Geräte, die mit deinem Konto angemeldet sind, und kannst jedes davon sofort abmelden.',
}

import type { Words } from '../catalogues'

export const entrance: Words['entrance'] = {
  promise:
    'Sieh jedes Gerät, das mit deinem Konto angemeldet ist, und melde jedes davon sofort ab.',
}

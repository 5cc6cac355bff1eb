import type { Words } from '../catalogues'

export const resetPassword: Words['resetPassword'] = {
  title: 'Passwort wählen',
  lead: 'Für {email}. Du wirst auf allen Geräten abgemeldet.',
  description: 'Wähle ein neues Passwort mit dem Link, den du bekommen hast.',
  form: { submit: 'Passwort speichern', submitting: 'Wird gespeichert …' },
  badLink: {
    lead: 'Ein Link funktioniert nur einmal, nur kurze Zeit und nur, bis ein neuerer erstellt wird.',
    instead:
      'Bitte die Administration dieser Website um einen neuen Link. Es wurde nichts geändert.',
  },
}

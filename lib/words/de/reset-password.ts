import type { Words } from '../catalogues'

export const resetPassword: Words['resetPassword'] = {
  title: 'Passwort wählen',
  lead: 'Für {email}. Du wirst auf allen Geräten abgemeldet.',
  description: 'Wähle ein neues Passwort mit dem Link, den du bekommen hast.',
  form: { submit: 'Passwort speichern', submitting: 'Wird gespeichert …' },
  newPasskeys: {
    one: 'Ich kenne den Passkey nicht, der in den letzten 30 Tagen hinzukam: entfernen',
    other: 'Ich kenne die {n} Passkeys nicht, die in den letzten 30 Tagen hinzukamen: entfernen',
  },
  badLink: {
    lead: 'Ein Link funktioniert nur einmal, nur kurze Zeit und nur, bis ein neuerer erstellt wird.',
    instead:
      'Bitte die Administration dieser Website um einen neuen Link. Es wurde nichts geändert.',
  },
}

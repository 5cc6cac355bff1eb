import type { Words } from '../catalogues'

export const resetPassword: Words['resetPassword'] = {
  title: 'Passwort wählen',
  lead: 'Für {email}. Du wirst auf allen Geräten abgemeldet.',
  description: 'Wähle ein neues Passwort mit dem Link, den du bekommen hast.',
  form: { submit: 'Passwort speichern', submitting: 'Wird gespeichert …' },
  passkeys: {
    one: 'Ich kenne den Passkey dieses Kontos nicht: entfernen',
    other: 'Ich kenne nicht alle {n} Passkeys dieses Kontos: alle entfernen',
  },
  badLink: {
    lead: 'Ein Link funktioniert nur einmal, nur kurze Zeit und nur, bis ein neuerer erstellt wird.',
    instead:
      'Bitte die Administration dieser Website um einen neuen Link. Es wurde nichts geändert.',
  },
}

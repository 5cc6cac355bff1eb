import type { Words } from '../catalogues'

export const notMe: Words['notMe'] = {
  title: 'Warst du das nicht?',
  lead: 'Dann melde jetzt alle Geräte von {email} ab. Das alte Passwort gilt nicht mehr, und du wählst ein neues.',
  leadToRestore:
    'Dann melde jetzt alle Geräte ab. {email} bleibt die Adresse deines Kontos oder wird es wieder. Das Passwort gilt nicht mehr, und du wählst ein neues.',
  description: 'Alle Geräte abmelden und ein neues Passwort wählen.',
  form: {
    submit: 'Alle Geräte abmelden und neues Passwort wählen',
    submitting: 'Wird abgemeldet …',
  },
  badLink:
    'Ein Link funktioniert nur einmal und nur so lange, wie es in seiner Mail steht. Du kannst trotzdem ein neues Passwort wählen.',
}

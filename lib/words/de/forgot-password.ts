import type { Words } from '../catalogues'

export const forgotPassword: Words['forgotPassword'] = {
  link: 'Passwort vergessen?',
  title: 'Passwort vergessen?',
  lead: 'Gib die E-Mail-Adresse deines Kontos ein. Wir mailen dir einen Link, mit dem du ein neues Passwort wählst.',
  description: 'Lass dir einen Link für ein neues Passwort mailen.',
  form: { email: 'E-Mail', submit: 'Link senden', submitting: 'Link wird gesendet …' },
  sent: 'Wenn es zu {email} ein Konto gibt, haben wir einen Link geschickt. Er funktioniert 30 Minuten lang. Sieh auch im Spam-Ordner nach.',
  noMail:
    'Diese Seite kann keine Mails senden. Bitte die Administration um einen Link für ein neues Passwort.',
  back: 'Zurück zur Anmeldung',
}

import type { Words } from '../catalogues'

export const logIn: Words['logIn'] = {
  title: 'Anmelden',
  lead: 'Willkommen zurück.',
  description: 'Melde dich mit deiner E-Mail-Adresse und deinem Passwort an.',
  form: {
    email: 'E-Mail-Adresse',
    stay: 'Angemeldet bleiben',
    staying:
      'Nach jedem Besuch noch {staying} lang. Sonst noch {otherwise} lang oder bis du den Browser schließt.',
    submit: 'Anmelden',
    submitting: 'Du wirst angemeldet …',
  },
  newHere: 'Neu hier? {signUp}',
  checking: { title: 'Einen Moment …', message: 'Du wirst angemeldet.' },
  why: {
    ended: 'Deine Sitzung ist beendet. Melde dich an, um weiterzumachen.',
    reset:
      'Dein neues Passwort ist gespeichert, und du bist auf allen Geräten abgemeldet. Melde dich damit an.',
    out: 'Du bist abgemeldet.',
    everywhere: 'Du bist auf allen Geräten abgemeldet.',
    known: 'Dieser Browser ist jetzt bekannt. Melde dich mit deinem Passwort an.',
    leaving:
      'Du bist auf allen Geräten abgemeldet, und dein Konto wird in 14 Tagen gelöscht. Überlegst du es dir anders, melde dich vorher an.',
  },
  faults: {
    bothFields: 'Gib deine E-Mail-Adresse und dein Passwort ein, um dich anzumelden.',
    email: 'Gib deine E-Mail-Adresse ein.',
    password: 'Gib dein Passwort ein.',
    incorrect: 'E-Mail-Adresse oder Passwort ist falsch.',
  },
}
